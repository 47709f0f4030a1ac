import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import { makeSeason } from '../../../test/support/episodes.ts';
import { orderFor } from '../../../test/support/media.ts';
import { play } from '../../../test/support/season.ts';
import { fileKinds } from '../../domain/library.ts';
import { runPass } from '../../media/pass.ts';
import { makeFilm } from '../../media/sample/film.ts';
import { generateIntroMarkers as task } from './index.ts';

/** Silence follows what is heard of an episode. */
const seconds = 140;
const heard = 40;
const season = makeSeason({
  seed: 51,
  episodes: 3,
  coldOpen: 11,
  seconds: heard,
  introOf: () => ({ seed: 5, seconds: 20 }),
});

/** Writes an episode, and takes the folder of the season into the library. */
async function addEpisode({ library, temp }: TestRun, n: number): Promise<void> {
  const root = join(temp, 'shows');
  await mkdir(root, { recursive: true });
  makeFilm({
    path: join(root, `S01E0${n + 1}.mkv`),
    seconds,
    width: 64,
    height: 48,
    fps: 1,
    gop: 10,
    audioCodec: 'ac3',
    audioBitrate: 192_000,
    sound: play(season[n]?.scenes ?? []),
  });
  const names = (await readdir(root)).sort();
  const states = await Promise.all(names.map(name => stat(join(root, name))));
  const listing = {
    path: '',
    modified: n + 1,
    names,
    sizes: Float64Array.from(states, ({ size }) => size),
    fileModified: Float64Array.from(states, ({ mtimeMs }) => Math.floor(mtimeMs)),
    kinds: Uint8Array.from(names, () => fileKinds.indexOf('video')),
  };
  const [section = await library.addSection({ title: 'Shows', type: 'show', paths: [root] })] =
    await library.sections();
  await library.ingest(section.roots[0]?.id ?? 0, { listings: [listing], gone: [] }, 1);
  for (const part of await library.unreadParts('1')) {
    const { facts } = await runPass(orderFor(part.path, { facts: {} }), () => {});
    if (!facts?.ok) throw new Error(facts?.error);
    const episodes = [Number(part.relativePath.slice(4, 6))];
    await library.keepFacts(
      part,
      '1',
      facts.value,
      { kind: 'episode', show: 'Show', season: 1, episodes },
      1,
    );
  }
}

/** Does what the engine does. Returns how many files were read, and the closing sentence. */
async function runTask({ context }: TestRun) {
  const units = await task.find(context);
  for (const unit of units) {
    const [request] = await task.order(context, unit);
    const part = await context.library.findPart(Number(unit.subject.slice('part:'.length)));
    if (!part || request?.analyzer !== 'fingerprint') throw new Error('Nothing was ordered.');
    const outcome = await runPass(orderFor(part.path, { fingerprint: request.settings }), () => {});
    if (!outcome.fingerprint?.ok) throw new Error(outcome.fingerprint?.error);
    await task.publish(context, unit, { analyzer: 'fingerprint', value: outcome.fingerprint.value });
  }
  const counts = { done: units.length, failed: 0, bytes: 0 };
  return { read: units.length, said: await task.conclude(context, counts) };
}

async function introsOf({ context }: TestRun) {
  const ids = [...(await context.analyses.partsOf('episode'))];
  const markers = await context.analyses.markers(ids);
  return ids.map(id => (markers.get(id) ?? []).filter(({ kind }) => kind === 'intro'));
}

test('the intros of a season are found as its episodes come in, each read once', async () => {
  await using run = await startRun(task);
  await addEpisode(run, 0);
  await addEpisode(run, 1);
  expect(await runTask(run)).toEqual({
    read: 2,
    said: 'Listened to 2 episodes and found the intro of 2 of 2.',
  });
  await addEpisode(run, 2);
  run.setNow(Date.now() + 60_000);
  expect(await runTask(run)).toEqual({
    read: 1,
    said: 'Listened to 1 episode and found the intro of 3 of 3.',
  });
  for (const [n, found] of (await introsOf(run)).entries()) {
    const { from, to } = season[n]?.intro ?? { from: Number.NaN, to: Number.NaN };
    expect(found).toHaveLength(1);
    expect(Math.abs((found[0]?.startMs ?? 0) - from * 1000)).toBeLessThan(1000);
    expect(Math.abs((found[0]?.endMs ?? 0) - to * 1000)).toBeLessThan(1000);
  }
  expect(await runTask(run)).toEqual({ read: 0, said: 'The intro of every episode is known.' });
});
