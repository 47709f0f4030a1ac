import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts = ['src', 'sdk', 'web', 'scripts', 'package.json', 'package-lock.json'];

/** This program as a release has it, of any version; `change` makes it another one. */
async function copyProgram(folder: string, version: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const part of parts) {
    await cp(join(root, part), join(folder, part), {
      recursive: true,
      filter: path => !path.endsWith('.test.ts') && !path.includes('node_modules'),
    });
  }
  for (const name of ['package.json', 'package-lock.json']) {
    const content = JSON.parse(await readFile(join(folder, name), 'utf8'));
    content.version = version;
    if (content.packages) content.packages[''].version = version;
    await writeFile(join(folder, name), JSON.stringify(content, undefined, 2));
  }
}

/** An installation of this program, with the packages of this checkout. */
export async function makeInstallation(folder: string, version: string): Promise<void> {
  await copyProgram(folder, version);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** The package of a release. `files` take the place of its own, by their paths. */
export async function makeRelease(
  folder: string,
  version: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const top = join(folder, `release-${version}`);
  await copyProgram(join(top, 'package'), version);
  for (const [path, text] of Object.entries(files)) await writeFile(join(top, 'package', path), text);
  const file = join(folder, `butler-${version}.tgz`);
  execFileSync('tar', ['-czf', file, '-C', top, 'package']);
  return await readFile(file);
}

/** A release server with a signed feed of one release, which both may be lies. */
export class ReleaseServer implements AsyncDisposable {
  readonly #keys = generateKeyPairSync('ed25519');
  readonly #server = createServer((request, response) => {
    response.end(request.url?.endsWith('.tgz') ? this.package : this.feed);
  });
  #sequence = 0;
  package: Buffer = Buffer.alloc(0);
  feed: Buffer = Buffer.alloc(0);

  /** As `BUTLER_UPDATE_KEY` wants it. */
  get key(): string {
    const { x = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return Buffer.from(x, 'base64url').toString('base64');
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/{channel}.feed`;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  publish(version: string, content: Buffer): void {
    const now = Date.now();
    const body = Buffer.from(
      JSON.stringify({
        format: 1,
        channel: 'public',
        sequence: ++this.#sequence,
        publishedAt: new Date(now).toISOString(),
        expiresAt: new Date(now + 86_400_000).toISOString(),
        releases: [
          {
            version,
            releasedAt: new Date(now).toISOString(),
            notes: `Version ${version}.`,
            package: {
              address: `butler-${version}.tgz`,
              bytes: content.length,
              sha512: createHash('sha512').update(content).digest('hex'),
            },
          },
        ],
      }),
    );
    this.package = content;
    this.feed = Buffer.concat([
      Buffer.from(`${sign(null, body, this.#keys.privateKey).toString('base64')}\n`),
      body,
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
