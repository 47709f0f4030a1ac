import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import type { Storage } from './disks.ts';
import { DiskReaders } from './readers.ts';

const spinning: Storage = { kind: 'spinning', disks: ['sda'] };
const solid: Storage = { kind: 'solid', disks: ['nvme0n1'] };
const disks = (path: string) => Promise.resolve(path.startsWith('/slow') ? spinning : solid);
const never = new AbortController().signal;

test('one reads from a spinning disk at a time, in turn, and any number from a solid one', async () => {
  const readers = new DiskReaders(disks);
  const order: string[] = [];
  const leaveFirst = await readers.enter('/slow/films/a.mkv', never);
  const second = readers.enter('/slow/series/b.mkv', never).then(leave => {
    order.push('second');
    return leave;
  });
  const leaves = await Promise.all(['/fast/a', '/fast/b', '/fast/c'].map(path => readers.enter(path, never)));
  order.push('fast');
  leaveFirst();
  const leaveSecond = await second;
  expect(order).toEqual(['fast', 'second']);
  for (const leave of [...leaves, leaveSecond]) leave();
});

test('who waits can give up, and takes no place then', async () => {
  const readers = new DiskReaders(disks);
  const leave = await readers.enter('/slow/a', never);
  const abort = new AbortController();
  const waiting = readers.enter('/slow/b', abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  leave();
  (await readers.enter('/slow/c', never))();
});

test('who is woken in vain leaves nothing at the signal', async () => {
  const readers = new DiskReaders(disks);
  const leave = await readers.enter('/slow/a', never);
  const abort = new AbortController();
  const waiting = readers.enter('/slow/b', abort.signal);
  for (let i = 0; i < 20; i++) (await readers.enter('/fast/a', never))();
  expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
  leave();
  (await waiting)();
  expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
});
