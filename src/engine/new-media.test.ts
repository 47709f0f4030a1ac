import { expect, test } from 'vitest';
import { NewMedia } from './new-media.ts';

const minuteMs = 60_000;

test('media is told of a minute after the last file came', () => {
  const media = new NewMedia();
  expect(media.note(0)).toBe(true);
  expect(media.settlesAt).toBe(minuteMs);
  expect(media.note(50_000)).toBe(false);
  media.settle(minuteMs);
  expect(media.addedAt).toBeUndefined();
  expect(media.settlesAt).toBe(50_000 + minuteMs);
  media.settle(50_000 + minuteMs);
  expect(media.addedAt).toBe(50_000);
  expect(media.settlesAt).toBeUndefined();
  expect(media.note(200_000)).toBe(true);
});

test('files that come on and on are told of after ten minutes, and those after them anew', () => {
  const media = new NewMedia();
  for (let at = 0; at < 10 * minuteMs; at += 30_000) {
    media.note(at);
    media.settle(at);
    expect(media.addedAt).toBeUndefined();
  }
  media.settle(10 * minuteMs);
  expect(media.addedAt).toBe(9.5 * minuteMs);
  expect(media.note(10 * minuteMs)).toBe(true);
  expect(media.settlesAt).toBe(11 * minuteMs);
});

test('who knows that all is there need not wait', () => {
  const media = new NewMedia();
  media.note(10);
  media.settle(11, true);
  expect(media.addedAt).toBe(10);
  media.settle(12, true);
  expect(media.addedAt).toBe(10);
});

test('a clock that is set back keeps nobody waiting', () => {
  const media = new NewMedia();
  media.note(1_000 * minuteMs);
  media.settle(10);
  expect(media.addedAt).toBe(10);
});

test('what was there before a restart does not wait', () => {
  const media = new NewMedia();
  media.open(7);
  expect(media.addedAt).toBe(7);
  expect(media.settlesAt).toBeUndefined();
});
