import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts = ['src', 'sdk', 'web', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const leftOut = ['*.test.ts', '*.test.tsx', 'node_modules'];

function tar(folder: string, ...names: readonly string[]): Buffer {
  const exclusions = leftOut.map(pattern => `--exclude=${pattern}`);
  return execFileSync('tar', ['-cf', '-', ...exclusions, ...names], { cwd: folder, maxBuffer: 100_000_000 });
}

/** This program as a release has it, of any version. */
async function copyProgram(folder: string, version: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  execFileSync('tar', ['-xf', '-'], { cwd: folder, input: tar(root, ...parts) });
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

/** The package of a release, made below `parent`. `files` take the place of its own, by their paths. */
export async function makeRelease(
  parent: string,
  version: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const folder = await mkdtemp(join(parent, `release-${version}-`));
  const program = join(folder, 'package');
  await copyProgram(program, version);
  for (const [path, text] of Object.entries(files)) await writeFile(join(program, path), text);
  return gzipSync(tar(folder, 'package'), { level: 1 });
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
