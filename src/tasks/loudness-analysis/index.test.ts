import { expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun } from '../../../test/support/context.ts';
import { fileKinds } from '../../domain/library.ts';
import type { LoudnessFacts } from '../../domain/loudness.ts';
import { partIdOf } from '../../domain/task.ts';
import { loudnessAnalysis as task } from './index.ts';

/** Takes an album of these tracks into the library, as a scan and a look at the files would. */
async function takeAlbum(run: TestRun, titles: readonly string[]): Promise<void> {
  const section =
    (await run.library.sections())[0] ??
    (await run.library.addSection({ title: 'Music', type: 'artist', paths: [run.temp] }));
  const listing = {
    path: 'Album',
    modified: titles.length,
    names: titles.map(title => `${title}.flac`),
    sizes: titles.map(() => 100),
    fileModified: titles.map(() => 1000),
    kinds: titles.map(() => fileKinds.indexOf('audio')),
  };
  await run.library.ingest(
    section.roots[0]?.id ?? 0,
    {
      listings: [
        {
          ...listing,
          sizes: Float64Array.from(listing.sizes),
          fileModified: Float64Array.from(listing.fileModified),
          kinds: Uint8Array.from(listing.kinds),
        },
      ],
      gone: [],
    },
    1,
  );
  for (const part of await run.library.unreadParts('1')) {
    const facts = {
      ...makeFacts(part.path),
      streams: [{ index: 0, kind: 'audio', codec: 'flac', isDefault: true, isForced: false }],
    } as const;
    const title = part.relativePath;
    await run.library.keepFacts(
      part,
      '1',
      facts,
      { kind: 'track', albumArtist: 'A', artist: 'A', album: 'Album', title, disc: 1 },
      1,
    );
  }
}

const loudness = (integrated: number): LoudnessFacts => ({
  tracks: [
    {
      stream: 0,
      integrated,
      range: 3,
      samplePeak: -1,
      curve: [],
      heardMs: 1000,
      blocks: { from: integrated, counts: [100] },
    },
  ],
});

async function measureAll(run: TestRun, integrated: number): Promise<readonly number[]> {
  const units = await task.find(run.context);
  for (const unit of units) {
    expect(await task.order(run.context, unit)).toEqual([
      { analyzer: 'loudness', settings: { truePeak: false } },
    ]);
    await task.publish(run.context, unit, { analyzer: 'loudness', value: loudness(integrated) });
  }
  return units.map(partIdOf);
}

const counts = { done: 2, failed: 0, bytes: 1 };

test('tracks are measured once, and albums summed up when one of their tracks was', async () => {
  await using run = await startRun(task, { now: 1_000 });
  await takeAlbum(run, ['One', 'Two']);
  const parts = await measureAll(run, -12);
  expect(parts).toHaveLength(2);
  expect(await task.conclude(run.context, counts)).toBe(
    'Measured the loudness of 2 files. Summed up 1 album.',
  );
  expect(await task.find(run.context)).toEqual([]);
  const albums = await run.context.analyses.findAll(parts, 'albumLoudness');
  expect(albums.map(({ value }) => Math.round(value.integrated))).toEqual([-12, -12]);
  expect(await task.conclude(run.context, { done: 0, failed: 0, bytes: 0 })).toBe(
    'The loudness of every file is known.',
  );

  run.setNow(2_000);
  await takeAlbum(run, ['One', 'Two', 'Three']);
  const [added = 0] = await measureAll(run, -6);
  expect(await task.conclude(run.context, { ...counts, done: 1 })).toBe(
    'Measured the loudness of 1 file. Summed up 1 album.',
  );
  const [of] = await run.context.analyses.findAll([added], 'albumLoudness');
  expect(of?.value.integrated).toBeGreaterThan(-12);
  expect((await run.context.analyses.findAll(parts, 'albumLoudness')).map(({ value }) => value)).toEqual([
    of?.value,
    of?.value,
  ]);
});

test('another setting is a matter for who upgrades, not measured as missing', async () => {
  await using run = await startRun(task, { now: 1_000 });
  await takeAlbum(run, ['One']);
  await measureAll(run, -12);
  await run.settings.set({ ButlerLoudnessTruePeak: 'true' });
  expect(await task.find(run.context)).toEqual([]);
  expect(await task.measurement.find(run.context, 'stale')).toHaveLength(1);
});
