// Packs what is committed as a release, and prints what its feed says of it (docs/guide/updates.md).
//   node scripts/pack-release.mjs <folder>      writes <folder>/butler-<version>.tgz
//
// Laid out as packages of npm are, below package/; not made by `npm pack`, which leaves package-lock.json out.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const root = dirname(import.meta.dirname);
const leftOut = ['test', 'bench', '*.test.ts', '*.test.tsx'].map(path => `:(exclude)${path}`);

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('pack-release.mjs <folder>\n');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const file = resolve(folder, `butler-${version}.tgz`);
const args = [
  'archive',
  '--format=tar.gz',
  '--prefix=package/',
  `--output=${file}`,
  'HEAD',
  '--',
  '.',
  ...leftOut,
];
const { status } = spawnSync('git', args, { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);
const sha512 = createHash('sha512').update(readFileSync(file)).digest('hex');
const description = { address: `packages/${basename(file)}`, bytes: statSync(file).size, sha512 };
process.stdout.write(`${JSON.stringify({ version, package: description }, null, 2)}\n`);
