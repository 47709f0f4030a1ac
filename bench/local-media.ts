import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { RunContext } from '../src/domain/run-context.ts';
import { identify } from '../src/library/naming/identify.ts';
import { walk } from '../src/library/scan/walk.ts';
import { decodeNfo } from '../src/library/sidecars/nfo/decode.ts';
import { parseNfo } from '../src/library/sidecars/nfo/parse.ts';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { executeMany } from '../src/store/batch-query.ts';
import { planFiling } from '../src/store/item-plan.ts';
import { refreshLocalMedia } from '../src/tasks/refresh-local-media/index.ts';
import { startRun, type TestRun } from '../test/support/context.ts';
import { latencyDuring } from './latency.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));
const never = new AbortController().signal;
const targetMs = 60_000;

/**
 * RefreshLocalMedia over films that each have a folder with an NFO file of 4 KB, a poster and a subtitle: the whole
 * task with its worker process, beside the time that one thread takes to read and parse the same NFO
 * files and do nothing with them; and a second run, that finds nothing changed. Target: 20,000 in 60 s.
 *
 * Options: `--items` (default 20000).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { items: { type: 'string', default: '20000' } },
  });
  const items = Number(values.items);
  await using run = await startRun(refreshLocalMedia);
  const worker = new WorkerProcess(entry);
  try {
    const root = join(run.temp, 'films');
    await makeFilms(root, items);
    await takeIn(run, root);
    // So that the start of the process is not measured.
    await worker.readNfos([], never);
    const context = { ...run.context, nfoReader: worker };

    const alone = await time(() => readAlone(root));
    let first = 0;
    const { p99 } = await latencyDuring(async () => {
      first = await time(() => refresh(context, `Refreshed ${items.toLocaleString('en')} items`));
    });
    const unchanged = await time(() => refresh(context, 'Nothing in or beside'));
    report(items, alone, first, unchanged, p99);
  } finally {
    await worker.stop();
  }
}

/** In milliseconds. */
async function time(work: () => Promise<void>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

async function refresh(context: RunContext, expected: string): Promise<void> {
  await refreshLocalMedia.prepare?.(context);
  const outcome = await refreshLocalMedia.conclude(context, { done: 0, failed: 0, bytes: 0 });
  if (!outcome.startsWith(expected)) throw new Error(`The run did something else: ${outcome}`);
}

function report(items: number, alone: number, first: number, unchanged: number, p99: number): void {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  line(`${items} films, each with an NFO file, a poster and a subtitle.`);
  line(
    `First refresh: ${(first / 1000).toFixed(1)} s, ${Math.round((items * 1000) / first)} items/s ` +
      `(target < ${targetMs / 1000} s for 20,000); NFO files alone, read and parsed in one thread: ` +
      `${(alone / 1000).toFixed(1)} s, ratio ${(first / alone).toFixed(2)}`,
  );
  line(`Unchanged: ${(unchanged / 1000).toFixed(2)} s`);
  line(`Clients of the same process meanwhile: p99 ${p99.toFixed(1)} ms`);
}

async function makeFilms(root: string, items: number): Promise<void> {
  for (let i = 0; i < items; i++) {
    const name = `Film ${i} (${1950 + (i % 70)})`;
    const folder = join(root, name);
    await mkdir(folder, { recursive: true });
    await Promise.all([
      writeFile(join(folder, `${name}.mkv`), ''),
      writeFile(join(folder, `${name}.en.srt`), ''),
      writeFile(join(folder, 'poster.jpg'), ''),
      writeFile(join(folder, 'movie.nfo'), formatNfo(i)),
    ]);
  }
}

function formatNfo(i: number): string {
  const people = Array.from(
    { length: 20 },
    (_, n) =>
      `<actor><name>Actor ${(i * 7 + n * 131) % 9_000}</name><role>Role ${n}</role><order>${n}</order>` +
      `<thumb>https://image.example.org/t/p/original/${i}${n}.jpg</thumb></actor>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<movie>
  <title>The Film ${i}</title><originaltitle>Film ${i}</originaltitle><sorttitle>Film ${i}</sorttitle>
  <ratings><rating name="imdb" max="10" default="true"><value>7.${i % 10}</value><votes>1000</votes></rating></ratings>
  <plot>${'Somebody wants something, and somebody else is in the way. '.repeat(8)}</plot>
  <tagline>One of ${i}</tagline><mpaa>PG-13</mpaa><runtime>100</runtime>
  <uniqueid type="imdb" default="true">tt${String(i).padStart(7, '0')}</uniqueid><uniqueid type="tmdb">${i + 1}</uniqueid>
  <genre>Genre ${i % 20}</genre><genre>Genre ${(i + 7) % 20}</genre><country>Country ${i % 50}</country>
  <set><name>Set ${i % 2_000}</name></set><director>Director ${i % 3_000}</director><credits>Writer ${i % 4_000}</credits>
  <premiered>${1950 + (i % 70)}-05-01</premiered><studio>Studio ${i % 300}</studio>
  ${people.join('\n  ')}
</movie>`;
}

/** Puts the films into the library in one go, as reading them one by one would. */
async function takeIn({ store, library }: TestRun, root: string): Promise<void> {
  const section = await library.addSection({ title: 'Films', type: 'movie', paths: [root] });
  const known = { paths: [], modified: new Float64Array(), topFiles: [] };
  await walk(
    { root, known, checkEveryFile: true },
    batch => library.ingest(section.roots[0]?.id ?? 0, batch, 1).then(() => {}),
    () => {},
  );
  const parts = await library.unreadParts('1');
  const films = parts.map((part, index) => {
    const [item] = planFiling('movie', identify('movie', part.relativePath))?.items ?? [];
    if (!item) throw new Error(`${part.relativePath} is no film.`);
    return { part: part.id, item: index + 1, key: item.key, title: item.title };
  });
  const common = { section_id: section.id, added_at: 1, updated_at: 1 };
  await store.db.transaction().execute(async trx => {
    await executeMany(trx, films, of =>
      trx.insertInto('item').values({
        ...common,
        id: of('item'),
        type: 'movie',
        key: of('key'),
        title: of('title'),
        sort_title: of('title'),
      }),
    );
    await executeMany(trx, films, of =>
      trx.insertInto('media').values({ id: of('item'), section_id: section.id }),
    );
    await executeMany(trx, films, of =>
      trx.insertInto('media_item').values({ media_id: of('item'), item_id: of('item') }),
    );
    await executeMany(trx, films, of =>
      trx
        .updateTable('part')
        .set({ media_id: of('item') })
        .where('id', '=', of('part')),
    );
  });
}

async function readAlone(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    parseNfo(decodeNfo(await readFile(join(root, name, 'movie.nfo'))));
  }
}
