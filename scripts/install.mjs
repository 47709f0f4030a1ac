// Installs what package-lock.json names, when it is not there yet. Runs before every npm script, on whatever
// Node started npm, so this file is plain JavaScript; the script itself then runs on the pinned Node that
// the lock file brings.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules', '.installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0);

if (!existsSync(join(root, 'node_modules'))) {
  process.stderr.write('Installing the packages of package-lock.json; this happens once.\n');
}
// No package of ours needs its install script, and some would download: none is run.
const npm = process.env.npm_execpath;
const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
const result = spawnSync(
  command,
  [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command === 'npm' && process.platform === 'win32',
  },
);
if (result.status !== 0) {
  process.stderr.write(
    'The packages could not be installed: see the lines above. Is the package registry reachable?\n',
  );
  process.exit(result.status ?? 1);
}
// The first start finds its bundle ready; where that fails, it says so itself.
const node = join(root, 'node_modules', '.bin', 'node');
spawnSync(node, [join(root, 'scripts', 'bundle.mjs')], {
  stdio: 'ignore',
  shell: process.platform === 'win32',
});
writeFileSync(stamp, wanted);
