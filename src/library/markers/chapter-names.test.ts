import { describe, expect, test } from 'vitest';
import { findCreditsChapters, findIntroChapter } from './chapter-names.ts';

const hour = 3_600_000;

describe('a chapter is the intro', () => {
  test.each([
    'Intro',
    'OP',
    'op 1',
    'OPENING',
    'Opening Credits',
    'Vorspann',
    'Générique',
    'Czołówka',
    'Заставка',
    'オープニング',
    'Main Title 2',
  ])('when it is called %s', title => {
    expect(findIntroChapter([{ startMs: 60_000, endMs: 150_000, title }], hour)).toBeDefined();
  });

  test.each(['Opening Night', 'The Introduction of Tea', 'Part 1', 'Operation', '', 'Credits'])(
    'not when it is called %j',
    title => {
      expect(findIntroChapter([{ startMs: 60_000, endMs: 150_000, title }], hour)).toBeUndefined();
    },
  );

  test.each([
    ['too short', 60_000, 61_000],
    ['too long', 60_000, 400_000],
    ['at the end', 3_500_000, 3_590_000],
  ])('not when it is %s', (_, startMs, endMs) => {
    expect(findIntroChapter([{ startMs, endMs, title: 'Intro' }], hour)).toBeUndefined();
  });
});

describe('chapters are credits', () => {
  test.each([
    'Credits',
    'End Credits',
    'Abspann',
    'ED',
    'Ending',
    'Générique de fin',
    'Титры',
    'エンディング',
    'Outro',
  ])('when they are called %s', title => {
    expect(findCreditsChapters([{ startMs: 3_400_000, endMs: hour, title }], hour)).toHaveLength(1);
  });

  test.each(['Opening Credits', 'The Ending of Days', 'Chapter 12'])('not when they are called %s', title => {
    expect(findCreditsChapters([{ startMs: 3_400_000, endMs: hour, title }], hour)).toEqual([]);
  });

  test('not at the beginning, nor most of the film', () => {
    const chapters = [
      { startMs: 0, endMs: 60_000, title: 'Credits' },
      { startMs: 1_800_000, endMs: hour, title: 'Credits' },
    ];
    expect(findCreditsChapters(chapters, hour)).toEqual([]);
  });
});
