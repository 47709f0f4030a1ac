import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import { parseProcessTicks } from '../../src/machine/processor.ts';
import { makeFilms } from '../support/films.ts';
import { runOf } from '../support/run-of.ts';

let folder: string;
let butler: OpenButler;
let films: string;
/** How far the clock of Butler is ahead of the real one. */
let aheadMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-pause-'));
  films = join(folder, 'Films');
  await mkdir(films);
  aheadMs = 0;
  butler = await openButler(join(folder, 'data'), () => Date.now() + aheadMs, 0);
  await butler.addSections({ folders: [], described: [`Films=movie:${films}`] });
  await butler.engine.open();
  butler.engine.attend();
});

afterEach(async () => {
  await butler.close();
  await rm(folder, { recursive: true });
});

/** Resolves when workers are in the middle of films. */
function atWork(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  butler.events.on('progress', (_, { bytesDone }) => {
    if (bytesDone > 0) resolve();
  });
  return promise;
}

/** CPU time of the processes that this one has started, in ticks of 10 ms. */
function childrensTicks(): number {
  let ticks = 0;
  for (const thread of readdirSync('/proc/self/task')) {
    for (const pid of readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean)) {
      ticks += parseProcessTicks(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? 0;
    }
  }
  return ticks;
}

test.skipIf(process.platform !== 'linux')(
  'a pause holds running workers within 2 s, and lets them go on where they were',
  async () => {
    await makeFilms(films, 4, 100);
    // Each takes a second or two: who is not held ends it meanwhile.
    await butler.settings.set({ GenerateBIFKeyframesOnly: 'false', GenerateBIFFrameInterval: '1' });
    const { engine } = butler;
    const scanned = runOf(butler.events, 'RefreshLibraries', 'succeeded');
    await engine.start('RefreshLibraries');
    await scanned;

    const ended = runOf(butler.events, 'GenerateMediaIndexFiles', 'succeeded', 'failed', 'cancelled');
    const working = atWork();
    await engine.start('GenerateMediaIndexFiles');
    await working;

    await engine.pause({ scope: 'all' });
    await wait(2_000);
    const before = childrensTicks();
    await wait(1_000);
    // Two processes that work would have used 200.
    expect(childrensTicks() - before).toBeLessThanOrEqual(5);
    const [still] = engine.activities();
    expect(still?.detail.done).toBe(0);
    expect(still?.subtitle).toBe('Paused: Asked for by hand.');
    expect(engine.tasks().every(task => task.pause?.cause === 'hand')).toBe(true);

    expect(await engine.resume('all')).toBe(true);
    const run = await ended;
    expect(run).toMatchObject({ state: 'succeeded', progress: { done: 4, total: 4, failed: 0 } });
  },
);

test('a pause of one task lets the others work, and ends by itself', async () => {
  await makeFilms(films, 2, 5);
  const { engine } = butler;
  const scanned = runOf(butler.events, 'RefreshLibraries', 'succeeded');
  await engine.start('RefreshLibraries');
  await scanned;
  const changes: number[] = [];
  butler.events.on('pauses', pauses => changes.push(pauses.length));
  const made = runOf(butler.events, 'GenerateMediaIndexFiles', 'succeeded');
  await engine.pause({ scope: 'GenerateMediaIndexFiles', until: Date.now() + 60_000 });
  await engine.start('GenerateMediaIndexFiles');
  const rescanned = runOf(butler.events, 'RefreshLibraries', 'succeeded');
  await engine.start('RefreshLibraries');
  await rescanned;
  expect(engine.tasks().find(task => task.name === 'GenerateMediaIndexFiles')?.active?.state).toBe('queued');
  aheadMs = 60_000;
  engine.look();
  expect((await made).progress.done).toBe(2);
  expect(changes).toEqual([1, 0]);
  expect(engine.pauses()).toEqual([]);
});
