#!/usr/bin/env node
// Runs the program from the bundle of its sources, or from the sources where there can be none.
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = name => fileURLToPath(new URL(name, import.meta.url));

// In a process of its own: what finds and makes bundles leaves nothing in the memory of the server.
const { status, stdout } = spawnSync(process.execPath, [here('bundle.mjs')], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
await import(pathToFileURL(status === 0 ? stdout : here('../src/cli/main.ts')).href);
