import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { runningRoot } from './installation.ts';
import { installPackages } from './packages.ts';

const never = new AbortController().signal;

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A version with this lock. */
async function makeVersion(lock: object) {
  const folder = await makeTempFolder();
  const path = join(folder.path, 'version');
  await mkdir(path);
  const { packages } = lock as { packages: { '': object } };
  await writeFile(join(path, 'package.json'), JSON.stringify(packages['']));
  await writeFile(join(path, 'package-lock.json'), JSON.stringify(lock));
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const someLock = {
  name: 'butler',
  version: '9.9.9',
  lockfileVersion: 3,
  packages: {
    '': { name: 'butler', version: '9.9.9', dependencies: { 'left-out': '1.0.0' } },
    'node_modules/left-out': {
      version: '1.0.0',
      resolved: 'https://registry.npmjs.org/left-out/-/left-out-1.0.0.tgz',
      integrity: `sha512-${'A'.repeat(86)}==`,
    },
  },
};

test('a version that wants the same packages shares those that are there', async () => {
  const lock = JSON.parse(await readFile(join(runningRoot, 'package-lock.json'), 'utf8'));
  lock.version = lock.packages[''].version = '9.9.9';
  await using version = await makeVersion(lock);
  await installPackages(version.path, never);
  const shared = await realpath(join(version.path, 'node_modules'));
  expect(shared).toBe(await realpath(join(runningRoot, 'node_modules')));
});

test('where the registry cannot be reached, that is said', async () => {
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
  vi.stubEnv('npm_config_fetch_retries', '0');
  await using version = await makeVersion(someLock);
  await expect(installPackages(version.path, never)).rejects.toThrow(
    'the package registry cannot be reached (ECONNREFUSED)',
  );
});

test('where npm is not there, that is said', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  vi.stubEnv('npm_execpath', '');
  await using version = await makeVersion(someLock);
  await expect(installPackages(version.path, never)).rejects.toThrow('cannot be started');
});
