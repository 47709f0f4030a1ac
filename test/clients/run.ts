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
const python = join(cache, 'python', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const npmFolder = join(cache, 'npm');

interface Client {
  readonly name: string;
  /** Installs it; rejects where it cannot be had. */
  prepare(): Promise<void>;
  /** The command that runs it, but for the address and the token. */
  readonly command: readonly [program: string, ...args: string[]];
  readonly further?: readonly string[];
}

const clients: readonly Client[] = [
  {
    name: 'python-plexapi 4.18.3',
    async prepare() {
      if (!(await exists(python))) await run('python3', ['-m', 'venv', join(cache, 'python')]);
      await run(python, [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        'plexapi==4.18.3',
      ]);
    },
    command: [python, join(here, 'plexapi_browse.py')],
  },
  {
    name: '@ctrl/plex 3.12.1',
    async prepare() {
      await mkdir(npmFolder, { recursive: true });
      await writeFile(join(npmFolder, 'package.json'), '{"private":true}');
      await run('npm', ['install', '--prefix', npmFolder, '--no-audit', '--no-fund', '@ctrl/plex@3.12.1']);
    },
    command: [process.execPath, join(here, 'ctrl-plex-browse.mjs')],
    further: [npmFolder],
  },
];

await using temp = await makeTempFolder();
const data = join(temp.path, 'data');
await using program = new Program(['--data', data, '--port', '0']);
console.log('Starting Butler with its sample library. The library is made anew, which takes a minute.');
const url = await program.url();
// What the clients look at: the effect of each of these.
for (const task of [
  'Refresh Libraries',
  'Generate Media Index Files',
  'Generate Intro Markers',
  'Loudness Analysis',
])
  await program.line(new RegExp(`${task}: succeeded`));
const token = (await readFile(join(data, 'token'), 'utf8')).trim();

const results = { passed: 0, failed: 0, untried: 0 };
for (const { name, prepare, command, further = [] } of clients) {
  try {
    await prepare();
  } catch (error) {
    console.log(`${name}: not tried, it cannot be installed here.\n${indent(messageOf(error))}`);
    results.untried++;
    continue;
  }
  console.log(`${name}:`);
  try {
    const [executable, ...args] = command;
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
