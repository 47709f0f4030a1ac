import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../test/support/media.ts';
import { remuxFilm } from '../../test/support/remux-film.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { PassOrder, PassOutcome } from '../domain/pass.ts';
import { runPass } from './pass.ts';
import { makeFilm } from './sample/film.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
/** Ten seconds of picture and sound. */
let film: string;
beforeAll(async () => {
  folder = await makeTempFolder();
  film = join(folder.path, 'film.mkv');
  makeFilm({ path: film, seconds: 10, width: 64, height: 48, fps: 10, gop: 10 });
});
afterAll(() => folder[Symbol.asyncDispose]());

let outputs = 0;

/** Everything that is ever done to a film or a song, at once. */
function everything(chapters: readonly { startMs: number; endMs: number }[] = []): PassOrder['analyzers'] {
  const place = () => join(folder.path, `output-${outputs++}`);
  return {
    deep: {},
    fingerprint: { headMs: 600_000, tailMs: 450_000 },
    credits: { tailMs: 900_000 },
    breaks: {},
    loudness: { truePeak: true },
    music: { stretchMs: 90_000 },
    chapterThumbs: { chapters, width: 320, quality: 4, output: place() },
    indexFile: { intervalMs: 2000, width: 320, quality: 4, keyframesOnly: true, output: place() },
  };
}

/** Runs everything over a file: each analyzer yields a result or one clear line, and none of them hangs. */
async function survive(
  path: string,
  analyzers = everything(),
  onProgress: () => void = () => {},
): Promise<PassOutcome> {
  const outcome = await runPass(orderFor(path, analyzers), onProgress);
  expect(Object.keys(outcome).toSorted()).toEqual(Object.keys(analyzers).toSorted());
  for (const [name, result] of Object.entries(outcome)) {
    // What is no number, or infinite, is null in JSON, also in lists.
    if (result.ok) expect(JSON.stringify(result.value), name).not.toMatch(/[:[,]null/);
    else expect(result.error, name).toMatch(/^"[^\n]+\.$/);
  }
  return outcome;
}

const named = (name: string) => join(folder.path, name);

/** The analyzers that yielded a result. */
const succeeded = (outcome: PassOutcome) =>
  Object.entries(outcome).flatMap(([name, { ok }]) => (ok ? [name] : []));

describe('a film that lacks something', () => {
  test('a single picture', async () => {
    const path = named('single.mkv');
    makeFilm({ path, seconds: 0.1, width: 64, height: 48, fps: 10, sound: false });
    const outcome = await survive(path);
    expect(succeeded(outcome)).toEqual(expect.arrayContaining(['deep', 'indexFile']));
  });

  test('no sound', async () => {
    const path = named('mute.mp4');
    makeFilm({ path, seconds: 5, width: 64, height: 48, sound: false });
    const outcome = await survive(path);
    expect(outcome.indexFile?.ok).toBe(true);
    expect(outcome.loudness).toMatchObject({ ok: false });
  });

  test('no picture', async () => {
    const path = named('song.flac');
    makeFilm({ path, seconds: 5, picture: false });
    const outcome = await survive(path);
    expect(outcome.loudness?.ok).toBe(true);
    expect(outcome.indexFile).toMatchObject({ ok: false });
  });

  test('keyframes', async () => {
    const path = named('keyless.mkv');
    remuxFilm(film, path, { change: (packet, _, isVideo) => (isVideo ? !packet.isKeyframe : undefined) });
    const outcome = await survive(path);
    expect(outcome.loudness?.ok).toBe(true);
  });

  test.each([0.1, 0.5, 0.9, 0.999])('all but %d of its bytes', async share => {
    for (const name of ['film.mkv', 'cut.mp4', 'cut.ts']) {
      const source = named(`whole-${name}`);
      makeFilm({ path: source, seconds: 6, width: 64, height: 48, fps: 10, gop: 10 });
      const bytes = readFileSync(source);
      const path = named(`cut-${name}`);
      writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
      await survive(path);
    }
  });
});

describe('a film that has too much', () => {
  test('32 tracks of sound', async () => {
    const path = named('choir.mkv');
    remuxFilm(film, path, { sounds: 32 });
    const outcome = await survive(path);
    expect(outcome.loudness).toMatchObject({ ok: true });
    if (outcome.loudness?.ok) expect(outcome.loudness.value.tracks).toHaveLength(32);
  });

  test('10,000 chapters', async () => {
    const chapters = Array.from({ length: 10_000 }, (_, n) => ({ startMs: n, endMs: n + 1 }));
    const outcome = await survive(film, everything(chapters));
    expect(outcome.indexFile?.ok).toBe(true);
  });

  test('chapters that lie beyond its end, or upside down', async () => {
    await survive(
      film,
      everything([
        { startMs: 5000, endMs: 1000 },
        { startMs: 1e9, endMs: 2e9 },
        { startMs: -5, endMs: 0 },
      ]),
    );
  });
});

describe('times that are not to be trusted', () => {
  const shift = (by: (n: number) => number) => (packet: { pts: bigint; dts: bigint }, n: number) => {
    const ticks = BigInt(Math.round(by(n)));
    packet.pts += ticks;
    packet.dts += ticks;
    return true;
  };
  test.each<[string, (n: number) => number]>([
    ['that begin far below 0', () => -600_000],
    ['that begin at 26 hours', () => 26 * 3_600_000],
    ['that jump ahead by an hour', n => (n > 40 ? 3_600_000 : 0)],
    ['that jump ahead by thirty years', n => (n > 40 ? 1e12 : 0)],
    ['that jump back', n => (n > 40 ? -3_000 : 0)],
    ['that are all the same', n => -100 * n],
  ])('%s', async (_, by) => {
    for (const extension of ['mkv', 'ts']) {
      const path = named(`times-${outputs++}.${extension}`);
      remuxFilm(film, path, { change: shift(by) });
      await survive(path);
    }
  });
});

test('a film that is encrypted', async () => {
  const path = named('encrypted.mp4');
  const source = named('plain.mp4');
  makeFilm({ path: source, seconds: 6, width: 64, height: 48, fps: 10, gop: 10 });
  const key = '000102030405060708090a0b0c0d0e0f';
  remuxFilm(source, path, {
    options: { encryption_scheme: 'cenc-aes-ctr', encryption_key: key, encryption_kid: key },
  });
  const outcome = await survive(path);
  // Pictures or a loudness of noise would be a wrong "done".
  expect(succeeded(outcome)).toEqual([]);
  expect(outcome.indexFile).toMatchObject({ error: expect.stringContaining('it is encrypted') });
});

test('bytes that were turned around, wherever they are', async () => {
  const bytes = readFileSync(film);
  for (let round = 0; round < 24; round++) {
    const mutated = Buffer.from(bytes);
    for (let n = 0; n < 40; n++) {
      const at = (round * 7919 + n * n * 104_729) % mutated.length;
      mutated[at] = (mutated[at] ?? 0) ^ (1 << ((n + round) % 8));
    }
    const path = named(`mutated-${round}.mkv`);
    writeFileSync(path, mutated);
    await survive(path);
    rmSync(path);
  }
});

describe('a file that does not stay as it was', () => {
  test.each(['vanishes', 'changes'])('and %s in the middle of the pass', async what => {
    const path = named(`${what}.ts`);
    makeFilm({ path, seconds: 10, width: 64, height: 48, fps: 10, gop: 10 });
    const pass = survive(path, everything(), () =>
      what === 'vanishes' ? rmSync(path, { force: true }) : utimesSync(path, new Date(0), new Date(0)),
    );
    await expect(pass).rejects.toMatchObject({ code: 'media-changed' });
  });
});

describe.skipIf(noRealMedia)(`real files${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  const names = noRealMedia
    ? []
    : ['damaged', 'audio', 'video'].flatMap(kind =>
        readdirSync(realMedia(kind)).map(name => `${kind}/${name}`),
      );
  test.each(names.filter(name => !/annex-b|credits-330s/.test(name)))('%s', async name => {
    await survive(realMedia(name));
  });
});
