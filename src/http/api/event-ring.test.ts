import { describe, expect, test } from 'vitest';
import { EventRing } from './event-ring.ts';

/** The places of the events in a chunk. */
const places = (bytes: Buffer | undefined) =>
  [...(bytes?.toString() ?? '').matchAll(/^id: ring-(\d+)$/gm)].map(([, place]) => Number(place));

describe('what is read', () => {
  test('is an event as it goes over the wire', () => {
    const ring = new EventRing('ring');
    ring.add('log', '{"a":1}');
    expect(ring.read(0)?.bytes.toString()).toBe('id: ring-1\nevent: log\ndata: {"a":1}\n\n');
  });

  test('is what came after, and nothing at the end', () => {
    const ring = new EventRing('ring');
    expect(ring.read(0)).toEqual({ bytes: Buffer.alloc(0), place: 0 });
    for (const data of 'abc') ring.add('log', data);
    expect(places(ring.read(1)?.bytes)).toEqual([2, 3]);
    expect(ring.read(3)).toEqual({ bytes: Buffer.alloc(0), place: 3 });
  });

  test('is of the types asked for, and leads past the others', () => {
    const ring = new EventRing('ring');
    for (const type of ['run', 'log', 'run', 'log']) ring.add(type, '{}');
    const read = ring.read(0, new Set(['run']));
    expect([places(read?.bytes), read?.place]).toEqual([[1, 3], 4]);
  });

  test('comes in pieces of 64 KiB, none twice and none left out', () => {
    const ring = new EventRing('ring');
    for (let i = 1; i <= 100; i++) ring.add(i % 3 === 0 ? 'run' : 'log', 'x'.repeat(5_000));
    const seen: number[] = [];
    for (let place = 0; place < ring.last; ) {
      const read = ring.read(place, new Set(['log']));
      expect(read?.bytes.length).toBeLessThanOrEqual(64 * 1024);
      seen.push(...places(read?.bytes));
      place = read?.place ?? Number.NaN;
    }
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i + 1).filter(i => i % 3 !== 0));
  });

  test('also where a single event is larger than a piece', () => {
    const ring = new EventRing('ring');
    ring.add('log', 'x'.repeat(100_000));
    ring.add('log', 'y');
    expect(places(ring.read(0)?.bytes)).toEqual([1]);
    expect(places(ring.read(1)?.bytes)).toEqual([2]);
  });
});

describe('what is kept', () => {
  test('is not more than so many bytes; who was before it knows that something is missing', () => {
    const ring = new EventRing('ring', 1_000);
    for (let i = 0; i < 50; i++) ring.add('log', 'x'.repeat(60));
    expect(ring.read(0)).toBeUndefined();
    const kept = Array.from({ length: 50 }, (_, i) => i + 1).filter(place => ring.read(place - 1));
    expect(places(ring.read((kept[0] ?? 0) - 1)?.bytes)).toEqual(kept);
    expect(ring.read((kept[0] ?? 0) - 2)).toBeUndefined();
    expect(kept.length).toBe(
      Math.floor(1_000 / 'id: ring-50\nevent: log\ndata: \n\n'.concat('x'.repeat(60)).length),
    );
  });

  test('is the last one, however large', () => {
    const ring = new EventRing('ring', 1_000);
    ring.add('log', 'a');
    ring.add('report', 'x'.repeat(5_000));
    expect(places(ring.read(1)?.bytes)).toEqual([2]);
  });

  test('of those with one key is the latest, and nothing is missing for that', () => {
    const ring = new EventRing('ring', 1_000);
    ring.add('progress', '1', 'run 7');
    ring.add('progress', '1', 'run 8');
    for (let i = 0; i < 1_000; i++) ring.add('progress', `${i}`, 'run 7');
    expect(places(ring.read(0)?.bytes)).toEqual([2, 1_002]);
  });
});

test('an id names a place in this ring only', () => {
  const ring = new EventRing('ring');
  ring.add('log', '{}');
  expect(ring.parseId(ring.formatId(1))).toBe(1);
  expect(ring.parseId(ring.formatId(0))).toBe(0);
  for (const id of ['gnir-1', 'ring-2', 'ring--1', 'ring-1-1', 'ring-', 'ring', '', 'ring-1e0', '1']) {
    expect(ring.parseId(id), id).toBeUndefined();
  }
});
