import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { ActivityView } from '../domain/butler.ts';
import { noProgress, type Progress } from '../domain/run.ts';
import { formatLive } from './live-lines.ts';

function activity(progress: number, detail: Partial<Progress>, subtitle = ''): ActivityView {
  return {
    uuid: '',
    type: 'media.generate.bif',
    cancellable: true,
    title: 'Generate Media Index Files',
    subtitle,
    progress,
    run: {
      id: 1,
      task: 'GenerateMediaIndexFiles',
      trigger: 'manual',
      state: 'running',
      serviceDay: '2026-11-22',
      createdAt: 0,
      progress: noProgress,
    },
    detail: { ...noProgress, ...detail },
    files: [],
  };
}

const seen = (line: string) => stripVTControlCharacters(line);

test('a line tells files, failures, speed, time left and the file in hand', () => {
  const line = formatLive(
    activity(
      50,
      { done: 3, total: 6, failed: 1, bytesPerSecond: 48_000_000, timeLeftMs: 192_000 },
      'Film (1999).mkv',
    ),
    200,
  );
  expect(seen(line)).toBe(
    'Generate Media Index Files    █████████            50%  3/6 files · 1 failed · 48 MB/s · 3 min 12 s left  Film (1999).mkv',
  );
});

test('nothing is claimed before it is known', () => {
  expect(seen(formatLive(activity(-1, {}), 200)).trim()).toBe('Generate Media Index Files');
});

test('a line never wraps and never obeys a file name', () => {
  const name = `evil\u001b[2J\u001b]0;title\u0007\nsecond line \u202e ${'漢'.repeat(200)}`;
  const line = formatLive(activity(10, { done: 1, total: 2 }, name), 80);
  for (const order of ['\u001b[2J', '\u0007', '\n', '\u202e']) expect(line).not.toContain(order);
  const cells = [...seen(line)].reduce((width, character) => width + (character === '漢' ? 2 : 1), 0);
  expect(cells).toBeLessThan(80);
});
