import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, takeIn } from '../../../test/support/context.ts';
import { placeText } from '../../files/place-text.ts';
import { generateAdMarkers } from '../../tasks/generate-ad-markers/index.ts';
import { writeTextsBeside } from '../units/texts-beside.ts';
import { edlBeside, edlPreference } from './edl-beside.ts';

async function start() {
  const run = await startRun(generateAdMarkers);
  await takeIn(run, { 'a.mkv': 'one film', 'b.mkv': 'another film' });
  const { analyses, library } = run.context;
  const parts = await library.partsWithout('edlBeside', '');
  const [a = 0, b = 0] = parts.map(({ id }) => id);
  await analyses.keepMarkers(a, 'intro', [{ startMs: 5000, endMs: 64_250 }]);
  await analyses.keepMarkers(a, 'credits', [{ startMs: 3_000_000, endMs: 3_100_000, final: true }]);
  const read = (name: string) => readFile(join(run.temp, 'films', name), 'utf8').catch(() => undefined);
  return { run, a, b, analyses, read, write: () => writeTextsBeside(run.context, placeText, edlBeside) };
}

const both = '5.000\t64.250\t3\n3000.000\t3100.000\t3\n';

test('markers are written beside the media only where that is switched on', async () => {
  const { run, read, write } = await start();
  await using _ = run;
  await write();
  expect(await read('a.edl')).toBeUndefined();
  await run.settings.set({ [edlPreference.id]: 'true' });
  await write();
  expect(await read('a.edl')).toBe(both);
  expect(await read('b.edl')).toBeUndefined();
});

test('other markers take the place of what was written', async () => {
  const { run, a, analyses, read, write } = await start();
  await using _ = run;
  await run.settings.set({ [edlPreference.id]: 'true' });
  await write();
  await analyses.keepMarkers(a, 'intro', []);
  await write();
  expect(await read('a.edl')).toBe('3000.000\t3100.000\t3\n');
  await analyses.keepMarkers(a, 'credits', []);
  await write();
  expect(await read('a.edl')).toBe('');
});

test('what Butler did not write stays, and is told once', async () => {
  const { run, read, write } = await start();
  await using _ = run;
  await run.settings.set({ [edlPreference.id]: 'true' });
  await writeFile(join(run.temp, 'films', 'a.edl'), '1 2 0\n');
  await write();
  await write();
  expect(await read('a.edl')).toBe('1 2 0\n');
  expect(run.log).toEqual([
    expect.stringMatching(/^warn: ".*a\.edl" was not written by Butler, and stays as it is\.$/),
  ]);
});

test('what a person changed stays', async () => {
  const { run, a, analyses, read, write } = await start();
  await using _ = run;
  await run.settings.set({ [edlPreference.id]: 'true' });
  await write();
  await writeFile(join(run.temp, 'films', 'a.edl'), '7 8 3\n');
  await analyses.keepMarkers(a, 'intro', []);
  await write();
  expect(await read('a.edl')).toBe('7 8 3\n');
});
