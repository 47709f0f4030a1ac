// The program runs from a bundle of its sources (scripts/bundle.mjs): as they are now, and wherever they are.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { WorkerProcess } from '../../src/media/worker/worker-process.ts';
import { orderFor } from '../support/media.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

/** Says a word, as does a thread of its own, and where its source is. */
const sources = {
  'src/cli/main.ts': `import './program.ts';`,
  'src/cli/program.ts': `
    import { Worker } from 'node:worker_threads';
    import { word } from '../word.ts';
    const thread = new Worker(new URL('../thread/thread.ts', import.meta.url));
    thread.on('message', (answer: string) => console.log(word, answer, import.meta.dirname));`,
  'src/thread/thread.ts': `
    import { parentPort } from 'node:worker_threads';
    import { word } from '../word.ts';
    parentPort?.postMessage(word satisfies string);`,
  'package.json': '{ "type": "module", "dependencies": {} }',
  'package-lock.json': '{}',
};

/** A checkout of a program, in a folder with a space in its name. */
async function makeCheckout(parent: string) {
  const path = join(parent, 'a checkout');
  const write = (file: string, text: string) => writeFile(join(path, file), text);
  for (const folder of ['src/cli', 'src/thread', 'node_modules', 'scripts']) {
    await mkdir(join(path, folder), { recursive: true });
  }
  await symlink(join(root, 'node_modules/rolldown'), join(path, 'node_modules/rolldown'));
  for (const name of ['start.mjs', 'bundle.mjs', 'build.mjs', 'made.mjs', 'dashboard.mjs']) {
    await write(`scripts/${name}`, await readFile(join(root, 'scripts', name), 'utf8'));
  }
  for (const [file, text] of Object.entries(sources)) await write(file, text);
  return {
    path,
    write,
    say: (word: string) => write('src/word.ts', `export const word: string = '${word}';`),
    async start() {
      const script = join(path, 'scripts/start.mjs');
      const { stdout, stderr } = await execute(process.execPath, [script], { cwd: parent });
      expect(stderr).toBe('');
      return stdout.trim();
    },
    bundles: () => readdir(join(path, 'node_modules/.cache/butler')),
  };
}

test('a start uses the bundle that is there, and none that is stale', async () => {
  await using folder = await makeTempFolder();
  const checkout = await makeCheckout(folder.path);
  const place = join(checkout.path, 'src/cli');

  await checkout.say('one');
  expect(await checkout.start()).toBe(`one one ${place}`);
  const first = await checkout.bundles();
  expect(first).toHaveLength(1);
  expect(await readdir(join(checkout.path, 'node_modules/.cache/butler', first[0] ?? ''))).toContain(
    'src-thread-thread.js',
  );
  expect(await checkout.start()).toBe(`one one ${place}`);
  await checkout.write('src/word.test.ts', 'a test is no part of the program');
  expect(await checkout.start()).toBe(`one one ${place}`);
  expect(await checkout.bundles()).toEqual(first);

  await checkout.say('two');
  expect(await checkout.start()).toBe(`two two ${place}`);
  expect(await checkout.bundles()).toHaveLength(2);
  await checkout.say('one');
  expect(await checkout.start()).toBe(`one one ${place}`);
  expect(await checkout.bundles()).toHaveLength(2);
});

test('starts at the same time make one bundle', async () => {
  await using folder = await makeTempFolder();
  const checkout = await makeCheckout(folder.path);
  await checkout.say('one');
  const said = await Promise.all([checkout.start(), checkout.start(), checkout.start()]);
  expect(said).toEqual(said.map(() => `one one ${join(checkout.path, 'src/cli')}`));
  expect(await checkout.bundles()).toHaveLength(1);
});

test('without a bundle the sources run', async () => {
  await using folder = await makeTempFolder();
  const checkout = await makeCheckout(folder.path);
  await checkout.say('one');
  await checkout.write('node_modules/.cache', 'a file where the folder of bundles would be');
  const script = join(checkout.path, 'scripts/start.mjs');
  const { stdout, stderr } = await execute(process.execPath, [script]);
  expect(stdout).toMatch(/^one one /);
  expect(stderr).toMatch(/^The program could not be bundled, and runs from its sources: .+\n$/);
});

test('in the bundle of this program a worker finds the models that look at photos', async () => {
  await using folder = await makeTempFolder();
  const photo = join(folder.path, 'photo.jpg');
  await sharp({ create: { width: 64, height: 48, channels: 3, background: '#1040d0' } }).toFile(photo);
  const { stdout } = await execute(process.execPath, [join(root, 'scripts/bundle.mjs')]);
  const worker = new WorkerProcess(join(dirname(stdout), 'src-app-worker.js'));
  try {
    const order = orderFor(photo, { autoTags: { confidence: 50 } });
    const outcome = await worker.pass(order, () => {}, new AbortController().signal);
    expect(outcome).toEqual({
      autoTags: { ok: true, value: { objects: [], people: 0, colours: ['blue'] } },
    });
  } finally {
    await worker.stop();
  }
});
