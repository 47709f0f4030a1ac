import { readdirSync } from 'node:fs';
import { FolderWatch } from '../../src/library/watch/folder-watch.ts';

// A program of its own: watches a folder and those in it, and prints what came of it.
const [root = ''] = process.argv.slice(2);
const paths = ['', ...readdirSync(root)];
const modified = new Float64Array(paths.length);
const watch = new FolderWatch(root, () => {});
const silences = { find: async () => undefined, below: () => new Map() };
process.stdout.write(JSON.stringify(await watch.cover({ paths, modified, topFiles: [] }, silences)));
await watch.close();
