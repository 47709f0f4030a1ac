import { describe, expect, test } from 'vitest';
import { createPicture, type Picture } from '../picture.ts';
import { sampleRate } from '../sound.ts';
import { moods } from '../tune.ts';
import { sampleWorks } from './library.ts';
import { cut, ending, play, silence } from './storyboard.ts';
import type { FilmWork } from './work.ts';

const works = sampleWorks();
const episodes = works.filter((work): work is FilmWork => /S0\dE0\d/.test(work.path));
/** Seconds at which the opening titles of the episodes begin, and how long they are. */
const titlesAt = { S01E01: 3, S01E02: 4, S01E03: 2, S02E01: 2, S02E02: 4, S02E03: 3 };
const titlesLength = 18;

function pictureOf(work: FilmWork, second: number): Picture {
  const picture = createPicture(64, 36);
  const { picture: paint } = work.film();
  if (paint) paint(picture, second * 1000);
  return picture;
}

function soundOf(work: FilmWork, from: number, to: number): Float32Array {
  const { sound } = work.film();
  const left = new Float32Array(to * sampleRate);
  for (let first = 0; sound && first < left.length; first += sampleRate) {
    sound(left.subarray(first, first + sampleRate), new Float32Array(sampleRate), first);
  }
  return left.subarray(from * sampleRate);
}

test('no two works have the same path, and every one is worth some work', () => {
  expect(new Set(works.map(work => work.path)).size).toBe(works.length);
  expect(works.every(work => work.weight > 0)).toBe(true);
});

describe('episodes', () => {
  test.each(Object.entries(titlesAt))('%s has the opening titles of all others at %d s', (code, at) => {
    const episode = episodes.find(({ path }) => path.includes(code));
    const [first] = episodes;
    if (!episode || !first) return expect.unreachable();
    const firstAt = Object.entries(titlesAt).find(([other]) => first.path.includes(other))?.[1] ?? 0;
    for (const second of [0.2, 4, 8.5, 12, 17.8]) {
      expect(pictureOf(episode, at + second).pixels.equals(pictureOf(first, firstAt + second).pixels)).toBe(
        true,
      );
    }
    expect(pictureOf(episode, at - 1).pixels.equals(pictureOf(episode, at + 1).pixels)).toBe(false);
    const [own, other] = [
      soundOf(episode, at, at + titlesLength),
      soundOf(first, firstAt, firstAt + titlesLength),
    ];
    const difference = own.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (other[i] ?? 0))), 0);
    expect(difference).toBeLessThan(0.01);
    expect(Math.max(...own.subarray(0, sampleRate))).toBeGreaterThan(0.2);
  });

  test('are of different lengths between one minute and one and a half', () => {
    const lengths = episodes.map(({ weight }) => weight);
    expect(new Set(lengths).size).toBeGreaterThan(3);
    for (const seconds of lengths) expect(seconds > 60 && seconds <= 90).toBe(true);
  });

  // Where they are looked for, by intro-skipper as by others.
  test('have their titles in their first quarter', () => {
    for (const [code, at] of Object.entries(titlesAt)) {
      const length = episodes.find(({ path }) => path.includes(code))?.weight ?? 0;
      expect(at + titlesLength).toBeLessThanOrEqual(length / 4);
    }
  });
});

describe('a storyboard', () => {
  const grey = (level: number) => (picture: Picture) => void picture.luma.fill(level);
  const board = cut([
    { seconds: 2, scene: grey(100), chapter: 'One', music: play(moods.calm, 1) },
    { seconds: 3, scene: grey(200), fadeOut: 1 },
    { seconds: 1, scene: grey(50), chapter: 'Two', music: silence },
  ]);

  test('cuts at the end of each shot, fades, and names its chapters', () => {
    const picture = createPicture(2, 2);
    const levelAt = (ms: number) => {
      if (board.picture) board.picture(picture, ms);
      return picture.luma[0];
    };
    expect([0, 1999, 2000, 3900].map(levelAt)).toEqual([100, 100, 200, 200]);
    expect(levelAt(4500)).toBeLessThan(115);
    expect(levelAt(4990)).toBeLessThan(20);
    expect(levelAt(5000)).toBe(50);
    expect(board.seconds).toBe(6);
    expect(board.chapters).toEqual([
      { title: 'One', startMs: 0 },
      { title: 'Two', startMs: 5000 },
    ]);
  });

  test('ends in silent darkness and credits that scroll', () => {
    const end = cut(ending(['Music|Nobody'], 10, play(moods.calm, 1)));
    const picture = createPicture(64, 36);
    const brightAt = (ms: number) => {
      if (end.picture) end.picture(picture, ms);
      return picture.luma.filter(level => level > 40).length;
    };
    expect(brightAt(1000)).toBe(0);
    expect(brightAt(6000)).toBeGreaterThan(3);
    expect(brightAt(12_500)).toBe(0);
    const left = new Float32Array(2 * sampleRate);
    if (end.sound) end.sound(left, new Float32Array(left.length), 0);
    expect(left.every(sample => sample === 0)).toBe(true);
  });
});
