import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { missingTool } from '../../../test/support/missing-tool.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { MusicFacts } from '../../domain/music.ts';
import { runPass } from '../pass.ts';
import { makeFilm } from '../sample/film.ts';
import { type Note, playNotes, type Sound, sampleRate } from '../sample/sound.ts';

const nothingToCompare = noRealMedia ?? missingTool('ffmpeg');

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

async function listen(path: string, stretchMs = 90_000): Promise<MusicFacts> {
  const { music } = await runPass(orderFor(path, { music: { stretchMs } }), () => {});
  if (!music?.ok) throw new Error(music?.error);
  return music.value;
}

function write(name: string, seconds: number, sound: Sound): string {
  const path = join(folder.path, name);
  makeFilm({ path, seconds, picture: false, sound });
  return path;
}

interface Piece {
  readonly bpm: number;
  /** Hertz. */
  readonly root: number;
  readonly mode: 'major' | 'minor';
  readonly seconds: number;
}

/** Tonic, subdominant, dominant, tonic: a bar of four beats each, every beat struck. */
function cadence({ bpm, root, mode, seconds }: Piece): Sound {
  const beat = 60 / bpm;
  const third = mode === 'major' ? 4 : 3;
  // The dominant is major in both.
  const chords = [
    [0, third, 7],
    [5, 5 + third, 12],
    [7, 11, 14],
    [0, third, 7],
  ];
  const notes: Note[] = [];
  for (let n = 0; n * beat < seconds - 1; n++) {
    const chord = chords[Math.floor(n / 4) % 4] ?? [];
    for (const semitones of chord) {
      const pitch = root * 2 ** (semitones / 12);
      notes.push({ at: n * beat, pitch, loudness: 0.15, fade: beat * 1.5, partials: [1, 0.4, 0.2], pan: 0 });
    }
  }
  return playNotes(notes);
}

/** A sound that comes `startMs` late and ends `endMs` early. */
function between(startMs: number, endMs: number): Sound {
  const [from, to] = [(startMs * sampleRate) / 1000, (endMs * sampleRate) / 1000];
  return (left, right, first) => {
    for (let n = 0; n < left.length; n++) {
      const at = first + n;
      left[n] = at >= from && at < to ? 0.3 * Math.sin(at * 0.05) : 0;
    }
    right.set(left);
  };
}

/** Whether it is so fast, or half or twice as fast, within two hundredths. */
function isTempo(facts: MusicFacts, bpm: number): boolean {
  return [bpm / 2, bpm, bpm * 2].some(octave => Math.abs((facts.tempo?.bpm ?? 0) / octave - 1) < 0.02);
}

describe('tempo and key', () => {
  const pieces = [
    { bpm: 63, root: 155.56, mode: 'minor', tonic: 'E♭' },
    { bpm: 98, root: 220, mode: 'major', tonic: 'A' },
    { bpm: 128, root: 185, mode: 'minor', tonic: 'F♯' },
    { bpm: 174, root: 130.81, mode: 'major', tonic: 'C' },
    // Tuned a third of a semitone low.
    { bpm: 110, root: 146.83 / 2 ** (0.33 / 12), mode: 'major', tonic: 'D' },
  ] as const;
  test.for(pieces)('are those of a cadence in $tonic $mode at $bpm', async ({ tonic, ...piece }) => {
    const facts = await listen(write(`${piece.bpm}.flac`, 30, cadence({ ...piece, seconds: 30 })));
    expect(isTempo(facts, piece.bpm), String(facts.tempo?.bpm)).toBe(true);
    expect(facts.tempo?.confidence).toBeGreaterThan(0.4);
    expect(facts.key).toMatchObject({ tonic, mode: piece.mode });
    expect(facts.vector).toHaveLength(28);
  });

  test('are not told of noise', async () => {
    let state = 1;
    const noise: Sound = (left, right) => {
      for (let n = 0; n < left.length; n++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
        left[n] = state / 2 ** 33;
      }
      right.set(left);
    };
    const facts = await listen(write('noise.flac', 20, noise));
    expect(facts.tempo).toBeUndefined();
    expect(facts.key?.confidence ?? 0).toBeLessThan(0.6);
    // The middle of all frequencies up to 11 kHz, of which resampling takes some.
    expect(facts.brightness).toBeGreaterThan(4500);
    expect(facts.brightness).toBeLessThan(5800);
  });
});

describe('energy and brightness', () => {
  test('of a sine are its own', async () => {
    const sine: Sound = (left, right, first) => {
      for (let n = 0; n < left.length; n++)
        left[n] = 0.5 * Math.sin((2 * Math.PI * 1000 * (first + n)) / sampleRate);
      right.set(left);
    };
    const facts = await listen(write('sine.flac', 10, sine));
    expect(Math.abs(facts.brightness - 1000)).toBeLessThan(20);
    expect(Math.abs(facts.energy - 20 * Math.log10(0.5 / Math.SQRT2))).toBeLessThan(0.2);
  });

  test.skipIf(nothingToCompare !== undefined)(
    `are near those that FFmpeg's filters tell${nothingToCompare ? ` (skipped: ${nothingToCompare})` : ''}`,
    async () => {
      const path = realMedia('audio/adts-97s.aac');
      const graph = 'aresample=22050,aformat=channel_layouts=mono,volumedetect';
      const { stderr } = spawnSync('ffmpeg', ['-i', path, '-af', graph, '-f', 'null', '-'], {
        encoding: 'utf8',
      });
      const level = Number(/mean_volume: (\S+) dB/.exec(stderr)?.[1]);
      expect(Math.abs((await listen(path, 200_000)).energy - level)).toBeLessThan(0.5);
    },
  );
});

describe('silence at the ends', () => {
  test.for(['flac', 'mp3', 'm4a', 'ogg', 'opus'])('is found within 50 ms in %s', async extension => {
    const path = write(`ends.${extension}`, 24, between(730, 22_460));
    const { start = 0, end = 0 } = (await listen(path)).silenceMs;
    expect(Math.abs(start - 730)).toBeLessThan(50);
    expect(Math.abs(end - 1540)).toBeLessThan(50);
  });

  test('is none where there is none', async () => {
    const { silenceMs } = await listen(write('full.m4a', 8, between(0, 8000)));
    expect(silenceMs.start).toBeLessThan(50);
    expect(silenceMs.end).toBeLessThan(50);
  });

  test('is everything where nothing sounds', async () => {
    const facts = await listen(write('silent.flac', 8, between(0, 0)));
    expect(facts.silenceMs).toEqual({ start: 8000, end: 8000 });
    expect(facts).toMatchObject({ energy: -90, brightness: 0 });
    expect(facts.tempo).toBeUndefined();
    expect(facts.key).toBeUndefined();
  });
});

test('a file without sound, and one too short, are an error that says so', async () => {
  const mute = join(folder.path, 'mute.mp4');
  makeFilm({ path: mute, seconds: 1, sound: false, width: 64, height: 48 });
  await expect(listen(mute)).rejects.toThrow('it has no sound');
  await expect(listen(write('short.flac', 0.3, between(0, 300)))).rejects.toThrow('too short');
  const text = join(folder.path, 'text.mp3');
  writeFileSync(text, 'no music');
  await expect(listen(text)).rejects.toThrow('cannot be read as media');
});
