#!/usr/bin/env node
// Runs the program from the bundle of its sources, or from the sources where there can be none. On whatever Node it was
// started, the program runs on the one that the lock file brings.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = name => fileURLToPath(new URL(name, import.meta.url));

async function run() {
  const root = dirname(import.meta.dirname);
  // Releases are installed beside the first of all.
  process.env.BUTLER_INSTALLATION ??= root;
  if (existsSync(join(root, 'versions'))) {
    const { choose } = await import('./versions.mjs');
    const chosen = await choose(root);
    if (chosen !== root) return await import(pathToFileURL(join(chosen, 'scripts', 'start.mjs')).href);
  }
  // A version on trial goes with who tries it.
  if (process.connected) {
    process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel?.unref();
  }
  // In a process of its own: what finds and makes bundles leaves nothing in the memory of the server.
  const { status, stdout } = spawnSync(process.execPath, [here('bundle.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  await import(pathToFileURL(status === 0 ? stdout : here('../src/cli/main.ts')).href);
}

/** Starts this anew as `npm start` does, passes signals on, and ends as it ends. */
function runOn(node) {
  const [, ...flags] = JSON.parse(readFileSync(here('../package.json'), 'utf8')).scripts.start.split(' ');
  const child = spawn(node, [...flags.slice(0, -1), here('start.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

const pinned = here('../node_modules/.bin/node');
const isOld = Number.parseInt(process.versions.node, 10) < 26;
if (isOld && process.platform !== 'win32' && existsSync(pinned)) runOn(pinned);
else await run();
