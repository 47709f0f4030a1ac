import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import { orderFor } from '../../../test/support/media.ts';
import { fileKinds, type Identity, type SectionType } from '../../domain/library.ts';
import { runPass } from '../../media/pass.ts';
import { makeFilm } from '../../media/sample/film.ts';
import { drift } from '../../media/sample/scenery.ts';
import { paintCredits } from '../../media/sample/scenes/titles.ts';
import { generateCreditsMarkers as task } from './index.ts';

const names = Array.from({ length: 20 }, (_, n) => `Part ${n}|Somebody Number ${n}`);

/** A film of two minutes, with credits for the last 18 seconds. */
function makeFilmWithCredits(path: string): void {
  makeFilm({
    path,
    seconds: 120,
    width: 256,
    height: 144,
    fps: 2,
    gop: 10,
    sound: false,
    picture: (picture, ms) => {
      if (ms < 102_000) drift(picture, ms);
      else paintCredits(picture, names, (ms - 102_000) / 1000, 18);
    },
  });
}

/** Takes a file into a section of its type, as what it is. */
async function takeIn({ library, temp }: TestRun, type: SectionType, film: string, identity: Identity) {
  const root = join(temp, type);
  await mkdir(root);
  await copyFile(film, join(root, 'film.mkv'));
  const { size, mtimeMs } = await stat(join(root, 'film.mkv'));
  const listing = {
    path: '',
    modified: 1,
    names: ['film.mkv'],
    sizes: Float64Array.of(size),
    fileModified: Float64Array.of(Math.floor(mtimeMs)),
    kinds: Uint8Array.of(fileKinds.indexOf('video')),
  };
  const section = await library.addSection({ title: type, type, paths: [root] });
  await library.ingest(section.roots[0]?.id ?? 0, { listings: [listing], gone: [] }, 1);
  for (const part of await library.unreadParts('1')) {
    const { facts } = await runPass(orderFor(part.path, { facts: {} }), () => {});
    if (!facts?.ok) throw new Error(facts?.error);
    await library.keepFacts(part, '1', facts.value, identity, 1);
  }
}

test('the credits of films and episodes are marked, those of extras are not looked for', async () => {
  await using run = await startRun(task);
  const { context, temp } = run;
  const film = join(temp, 'film.mkv');
  makeFilmWithCredits(film);
  await takeIn(run, 'movie', film, { kind: 'movie', title: 'Film' });
  await takeIn(run, 'show', film, {
    kind: 'extra',
    extraType: 'trailer',
    title: 'Trailer',
    of: { title: 'Show' },
  });
  const units = await task.find(context);
  expect(units).toHaveLength(1);
  for (const unit of units) {
    const [request] = await task.order(context, unit);
    const part = await context.library.findPart(Number(unit.subject.slice('part:'.length)));
    if (!part || request?.analyzer !== 'credits') throw new Error('Nothing was ordered.');
    const { credits } = await runPass(orderFor(part.path, { credits: request.settings }), () => {});
    if (!credits?.ok) throw new Error(credits?.error);
    await task.publish(context, unit, { analyzer: 'credits', value: credits.value });
    expect(await task.conclude(context, { done: 1, failed: 0, bytes: 0 })).toBe(
      'Looked at the end of 1 video and found the credits of 1 of 1.',
    );
    const markers = await context.analyses.markers([part.id]);
    expect(markers.get(part.id)).toEqual([
      { kind: 'credits', startMs: expect.closeTo(102_000, -3.2), endMs: 120_000, final: true },
    ]);
  }
  expect(await task.find(context)).toEqual([]);
  expect(await task.conclude(context, { done: 0, failed: 0, bytes: 0 })).toBe(
    'The credits of every video are known.',
  );
});
