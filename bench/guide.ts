import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import packageJson from '../package.json' with { type: 'json' };
import { readGuide } from '../src/guide/read-guide.ts';
import { openStore } from '../src/store/open.ts';

const channels = 400;
const firstAt = Date.UTC(2027, 2, 1);
const minuteMs = 60_000;

/**
 * A guide of 500,000 programmes, on 400 channels in two weeks, taken into a store as the task does; beside it the XML
 * parser alone, which keeps nothing. Targets: 50,000 programmes a second, below 150 MB.
 *
 * `npm run bench -- guide 100000` takes another number.
 */
export async function run([count = '500000']: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-guide-'));
  try {
    const file = join(folder, 'guide.xml');
    await writeGuide(file, Number(count));
    await writeGuide(join(folder, 'small.xml'), channels);
    const megabytes = ((await stat(file)).size / 1_000_000).toFixed(0);
    const load = loadavg()[0]?.toFixed(1);
    process.stdout.write(
      `${count} programmes, ${megabytes} MB; ${availableParallelism()} processors, load before ${load}\n`,
    );
    // The first of all compiles the modules.
    await measure('import', join(folder, 'small.xml'), folder);
    for (const what of ['parse', 'import']) process.stdout.write(`${await measure(what, file, folder)}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** In a process of its own, with the flags of `npm start` and compiled modules kept, as it is there. */
async function measure(what: string, file: string, folder: string): Promise<string> {
  const execArgv = packageJson.scripts.start.split(' ').filter(word => word.startsWith('--'));
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const child = fork(import.meta.filename, [what, file, join(folder, 'data')], { execArgv, env });
  const exit = once(child, 'exit');
  const [answer] = await Promise.race([
    once(child, 'message'),
    exit.then(() => ['failed: see its error above']),
  ]);
  await exit;
  return `${what}: ${answer}`;
}

async function measureHere(what: string, file: string, data: string): Promise<string> {
  const programmes = what === 'parse' ? await parse(file) : await importInto(data, file);
  const { user, system } = process.cpuUsage();
  const seconds = performance.now() / 1000;
  return [
    `${Math.round(programmes / seconds)} programmes/s`,
    `${Math.round((programmes / (user + system)) * 1_000_000)} a second of processor time`,
    `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  ].join(', ');
}

async function parse(file: string): Promise<number> {
  let programmes = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    if (name === 'programme') programmes++;
  });
  parser.on('text', () => {});
  for await (const text of createReadStream(file, 'utf8')) parser.write(text as string);
  parser.close();
  return programmes;
}

async function importInto(data: string, file: string): Promise<number> {
  await using store = await openStore(data);
  const id = await store.guide.beginImport(firstAt);
  const order = {
    path: file,
    span: { from: firstAt, to: firstAt + 14 * 24 * 60 * minuteMs },
    shows: Array.from({ length: 500 }, (_, i) => ({ id: i + 1, title: `Programme and Title ${i}` })),
  };
  const take = (programmes: Uint8Array) => store.guide.addProgrammes(id, programmes);
  const { kept } = await readGuide(order, take, new AbortController().signal);
  return kept;
}

async function writeGuide(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file);
  stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n<tv>\n');
  for (let i = 0; i < channels; i++) {
    stream.write(
      `  <channel id="ch${i}.example.org"><display-name lang="en">Channel ${i}</display-name></channel>\n`,
    );
  }
  const onEach = Math.ceil(count / channels);
  const length = Math.floor((14 * 24 * 60) / onEach) * minuteMs;
  for (let i = 0; i < count; i++) {
    const startsAt = firstAt + (i % onEach) * length;
    if (!stream.write(programme(i, Math.floor(i / onEach), startsAt, startsAt + length)))
      await once(stream, 'drain');
  }
  stream.end('</tv>\n');
  await once(stream, 'finish');
}

function programme(i: number, channel: number, startsAt: number, endsAt: number): string {
  return `  <programme start="${time(startsAt)}" stop="${time(endsAt)}" channel="ch${channel}.example.org">
    <title lang="en">Programme &amp; Title ${i % 5_000}</title>
    <sub-title lang="en">Part ${i % 300} of something</sub-title>
    <desc lang="en">A café in the harbour is where the story of this episode begins, and where – after a long night and a longer morning – it will come to its end. Number ${i}.</desc>
    <category lang="en">Series</category>
    <episode-num system="xmltv_ns">${i % 9} . ${i % 24} . 0/1</episode-num>
    <episode-num system="onscreen">S${(i % 9) + 1}E${(i % 24) + 1}</episode-num>
  </programme>
`;
}

function time(at: number): string {
  return `${new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14)} +0000`;
}

if (import.meta.main) {
  const [what = '', file = '', data = ''] = process.argv.slice(2);
  process.send?.(await measureHere(what, file, data));
  process.disconnect?.();
}
