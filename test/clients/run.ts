/**
 * Runs real clients of Plex against the real program with its sample library: `npm run test:clients`. What they need is
 * installed from the registries into `node_modules/.cache`; a client whose language or registry is missing is named as
 * not tried, and that is no failure.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/clients', import.meta.url));
const npmFolder = join(cache, 'npm');

interface Client {
  readonly name: string;
  /** Installs it; rejects where it cannot be had. */
  prepare(): Promise<void>;
  /** The commands that run it, but for the address and the token. */
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
  readonly further?: readonly string[];
}

const clients: readonly Client[] = [
  // Its alerts come over a websocket, for which it wants another package.
  ofPython(
    'python-plexapi 4.18.3',
    ['plexapi==4.18.3', 'websocket-client==1.9.2'],
    ['plexapi_browse.py', 'plexapi_butler.py'],
  ),
  ofPython('plex-api-client 0.32.6', ['plex-api-client==0.32.6'], ['plex_api_client_butler.py']),
  ofPython('plex-api-client 0.36.3', ['plex-api-client==0.36.3'], ['plex_api_client_butler.py']),
  ofNode('@ctrl/plex 3.12.1', 'ctrl-plex-browse.mjs'),
  ofNode('@lukehagar/plexjs 0.43.0', 'plexjs-butler.mjs'),
];

/** A client of Python's package index, in an environment of its own. */
function ofPython(name: string, packages: readonly string[], scripts: readonly string[]): Client {
  const folder = join(cache, name.replaceAll(' ', '-'));
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  return {
    name,
    async prepare() {
      if (!(await exists(python))) await run('python3', ['-m', 'venv', folder]);
      await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    },
    commands: scripts.map(script => [python, join(here, script)]),
  };
}

/** A client of npm, called as its package and its version. */
function ofNode(name: string, script: string): Client {
  return {
    name,
    async prepare() {
      await mkdir(npmFolder, { recursive: true });
      const file = join(npmFolder, 'package.json');
      if (!(await exists(file))) await writeFile(file, '{"private":true}');
      const wanted = name.replace(' ', '@');
      await run('npm', ['install', '--prefix', npmFolder, '--no-audit', '--no-fund', wanted]);
    },
    commands: [[process.execPath, join(here, script)]],
    further: [npmFolder],
  };
}

await using temp = await makeTempFolder();
const data = join(temp.path, 'data');
console.log(
  'Butler maintains its sample library first, whose effects the clients look at. That takes a minute.',
);
const first = new Program(['run', '--once', '--data', data]);
const { code } = await first.exited();
if (code !== 0) throw new Error(`The library could not be maintained:\n${first.text}`);
await using program = new Program(['--data', data, '--port', '0']);
const url = await program.url();
const token = (await readFile(join(data, 'token'), 'utf8')).trim();

const results = { passed: 0, failed: 0, untried: 0 };
for (const { name, prepare, commands, further = [] } of clients) {
  try {
    await prepare();
  } catch (error) {
    console.log(`${name}: not tried, it cannot be installed here.\n${indent(messageOf(error))}`);
    results.untried++;
    continue;
  }
  console.log(`${name}:`);
  try {
    for (const [executable, ...args] of commands)
      console.log((await run(executable, [...args, url, token, ...further])).trimEnd());
    results.passed++;
  } catch (error) {
    console.log(`  failed\n${indent(messageOf(error))}`);
    results.failed++;
  }
}
console.log(
  `${results.passed} clients passed, ${results.failed} failed, ${results.untried} could not be tried.`,
);
process.exitCode = results.failed > 0 ? 1 : 0;

/** Resolves with what the command printed; rejects with that where it fails. */
async function run(executable: string, args: readonly string[]): Promise<string> {
  const child = spawn(executable, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(text.trim() || `${executable} ended with ${code}.`);
  return text;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}
