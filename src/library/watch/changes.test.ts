import { expect, test } from 'vitest';
import { Changes } from './changes.ts';

test('a folder is worth a look once nothing has changed in it for a while', () => {
  const changes = new Changes(5_000);
  expect(changes.settlesAt).toBeUndefined();
  expect(changes.note('/films/a', 1_000)).toBe(true);
  expect(changes.note('/films/b', 2_000)).toBe(false);
  expect(changes.note('/films/a', 3_000)).toBe(false);
  expect(changes.settlesAt).toBe(7_000);
  expect(changes.settle(6_999)).toEqual([]);
  expect(changes.settle(7_000)).toEqual(['/films/b']);
  expect(changes.settlesAt).toBe(8_000);
  expect(changes.settle(9_000)).toEqual(['/films/a']);
  expect(changes.settle(99_000)).toEqual([]);
  expect(changes.note('/films/a', 100_000)).toBe(true);
});

test('a file that grows on and on does not keep those beside it away for ever', () => {
  const changes = new Changes(5_000);
  for (let at = 0; at <= 700_000; at += 1_000) {
    changes.note('/films', at);
    expect(changes.settle(at)).toEqual(at === 600_000 ? ['/films'] : []);
  }
});
