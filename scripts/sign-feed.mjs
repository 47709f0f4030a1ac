// Makes keys for update feeds, and signs feeds with them (docs/guide/updates.md).
//   node scripts/sign-feed.mjs key <private.pem>                 makes a key; prints its public half
//   node scripts/sign-feed.mjs sign <private.pem> <feed.json>    prints the signed feed
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [command, keyFile, feedFile] = process.argv.slice(2);
if (command === 'key' && keyFile) {
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { flag: 'wx', mode: 0o600 });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  process.stdout.write(`${Buffer.from(x ?? '', 'base64url').toString('base64')}\n`);
} else if (command === 'sign' && keyFile && feedFile) {
  const feed = readFileSync(feedFile);
  const signature = sign(null, feed, createPrivateKey(readFileSync(keyFile)));
  process.stdout.write(`${signature.toString('base64')}\n`);
  process.stdout.write(feed);
} else {
  process.stderr.write('sign-feed.mjs key <private.pem> | sign <private.pem> <feed.json>\n');
  process.exitCode = 2;
}
