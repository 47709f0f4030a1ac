import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import { orderFor } from '../../../test/support/media.ts';
import { fileKinds } from '../../domain/library.ts';
import { runPass } from '../../media/pass.ts';
import { makeFilm } from '../../media/sample/film.ts';
import { playNotes } from '../../media/sample/sound.ts';
import { compose, moods } from '../../media/sample/tune.ts';
import { musicAnalysis as task } from './index.ts';

const seconds = 25;

/** Writes a track, and takes the folder into the library. */
async function addTrack({ library, temp }: TestRun, name: string, mood: keyof typeof moods, late = 0) {
  const root = join(temp, 'music');
  await mkdir(root, { recursive: true });
  const passage = { at: late, seconds: seconds - late, mood: moods[mood], seed: 7 };
  makeFilm({ path: join(root, name), seconds, picture: false, sound: playNotes(compose(passage)) });
  await takeIn({ library, temp });
}

async function takeIn({ library, temp }: Pick<TestRun, 'library' | 'temp'>): Promise<void> {
  const root = join(temp, 'music');
  const names = (await readdir(root)).sort();
  const states = await Promise.all(names.map(name => stat(join(root, name))));
  const listing = {
    path: '',
    modified: Date.now(),
    names,
    sizes: Float64Array.from(states, ({ size }) => size),
    fileModified: Float64Array.from(states, ({ mtimeMs }) => Math.floor(mtimeMs)),
    kinds: Uint8Array.from(names, () => fileKinds.indexOf('audio')),
  };
  const [section = await library.addSection({ title: 'Music', type: 'artist', paths: [root] })] =
    await library.sections();
  await library.ingest(section.roots[0]?.id ?? 0, { listings: [listing], gone: [] }, 1);
  for (const part of await library.unreadParts('1')) {
    const { facts } = await runPass(orderFor(part.path, { facts: {} }), () => {});
    if (!facts?.ok) throw new Error(facts?.error);
    const named = { albumArtist: 'A', artist: 'A', album: 'Album', title: part.relativePath, disc: 1 };
    await library.keepFacts(part, '1', facts.value, { kind: 'track', ...named }, 1);
  }
}

/** Does what the engine does. Returns the closing sentence. */
async function runTask({ context }: TestRun): Promise<string> {
  const units = await task.find(context);
  for (const unit of units) {
    const [request] = await task.order(context, unit);
    const part = await context.library.findPart(Number(unit.subject.slice('part:'.length)));
    if (!part || request?.analyzer !== 'music') throw new Error('Nothing was ordered.');
    const { music } = await runPass(orderFor(part.path, { music: request.settings }), () => {});
    if (!music?.ok) throw new Error(music?.error);
    await task.publish(context, unit, { analyzer: 'music', value: music.value });
  }
  return await task.conclude(context, { done: units.length, failed: 0, bytes: 0 });
}

/** The other tracks with the same recording, by name. */
async function sameAs({ context }: TestRun): Promise<Record<string, readonly string[]>> {
  const all = [...(await context.analyses.partsOf('track'))];
  const names = new Map<number, string>();
  for (const id of all) names.set(id, (await context.library.findPart(id))?.relativePath ?? '');
  const found = await context.analyses.findAll(all, 'sameRecording');
  return Object.fromEntries(
    found.map(({ partId, value }) => [
      names.get(partId) ?? '',
      value.parts.map(id => names.get(id) ?? '').sort(),
    ]),
  );
}

test('tracks are heard once, and the same recording is known in another encoding', async () => {
  await using run = await startRun(task);
  await addTrack(run, 'calm.flac', 'calm');
  await addTrack(run, 'bright.flac', 'bright');
  await addTrack(run, 'calm.mp3', 'calm');
  expect(await runTask(run)).toBe(
    'Measured tempo, key and character of 3 files. 2 new tracks are there twice.',
  );
  expect(await sameAs(run)).toEqual({
    'bright.flac': [],
    'calm.flac': ['calm.mp3'],
    'calm.mp3': ['calm.flac'],
  });
  expect(await runTask(run)).toBe('Tempo, key and character of every track are known.');

  // From another album, where it begins a little later.
  run.setNow(Date.now() + 60_000);
  await addTrack(run, 'calm.opus', 'calm', 1.2);
  await addTrack(run, 'curious.mp3', 'curious');
  expect(await runTask(run)).toBe(
    'Measured tempo, key and character of 2 files. 1 new track is there twice.',
  );
  expect(await sameAs(run)).toEqual({
    'bright.flac': [],
    'calm.flac': ['calm.mp3', 'calm.opus'],
    'calm.mp3': ['calm.flac', 'calm.opus'],
    'calm.opus': ['calm.flac', 'calm.mp3'],
    'curious.mp3': [],
  });

  // Another piece takes the place of one of them.
  run.setNow(Date.now() + 120_000);
  await rm(join(run.temp, 'music', 'calm.mp3'));
  await addTrack(run, 'calm.mp3', 'night');
  expect(await runTask(run)).toBe('Measured tempo, key and character of 1 file.');
  expect(await sameAs(run)).toEqual({
    'bright.flac': [],
    'calm.flac': ['calm.opus'],
    'calm.mp3': [],
    'calm.opus': ['calm.flac'],
    'curious.mp3': [],
  });
});
