#!/usr/bin/env node
// The program from its sources, for those who work on it; `npm start` runs it from one bundle (scripts/start.mjs).
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Stripping the types of every module at every start takes a third of a second. Node keeps what it made of them here,
// for this process, its threads and its workers, and notices changes.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('../../node_modules/.cache/butler-sources', import.meta.url),
);
enableCompileCache(process.env['NODE_COMPILE_CACHE']);
await import('./program.ts');
