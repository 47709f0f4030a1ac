import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UnitSpec } from '../../src/domain/task.ts';
import type { Lease, Queue, Settlement } from '../../src/engine/queue/queue.ts';

/** A queue, and what it stands on. */
export interface OpenedQueue {
  readonly queue: Queue;
  /** Puts another run on record; returns its id. */
  addRun(): Promise<number>;
  /** The queue as it is after a restart of the server. */
  reopen(): Promise<Queue>;
  close(): Promise<void>;
}

const scan = 'RefreshLibraries';
const index = 'GenerateMediaIndexFiles';

const unit = (id: number, version = 'v1'): UnitSpec => ({
  subject: `part:${id}`,
  version,
  label: `file ${String(id).padStart(4, '0')}`,
  bytes: 10,
});

const ok = (lease: Lease): Settlement[] => lease.units.map(one => ({ unit: one, ok: true }));
const bad = (lease: Lease): Settlement[] =>
  lease.units.map(one => ({ unit: one, ok: false, error: 'It broke.' }));

/** What every queue promises. */
export function testQueue(open: () => Promise<OpenedQueue>): void {
  let opened: OpenedQueue;
  let queue: Queue;

  beforeEach(async () => {
    opened = await open();
    ({ queue } = opened);
  });

  afterEach(() => opened.close());

  async function getLease(...tasks: Parameters<Queue['lease']>[0]): Promise<Lease> {
    const lease = await queue.lease(tasks);
    if (!lease) throw new Error('The queue gave no lease.');
    return lease;
  }

  test('every unit is leased once, in the order of the labels, and none after it is done', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => i);
    const filled = await queue.fill(
      await opened.addRun(),
      scan,
      10,
      ids.toReversed().map(id => unit(id)),
    );
    expect(filled).toEqual({ queued: 150, bytes: 1500, quarantined: 0 });
    const seen: string[] = [];
    for (;;) {
      // Several at once, as several workers take them.
      const leases = (
        await Promise.all([queue.lease([scan]), queue.lease([scan]), queue.lease([scan])])
      ).filter(lease => lease !== undefined);
      if (leases.length === 0) break;
      seen.push(...leases.map(lease => lease.subject));
      await queue.settle(leases.flatMap(ok), 1);
    }
    expect(seen.toSorted()).toEqual(ids.map(id => `part:${id}`).toSorted());
    expect(seen.slice(0, 3).toSorted()).toEqual(['part:0', 'part:1', 'part:2']);
    expect(await queue.waiting(scan)).toBe(0);
  });

  test('one lease carries what several tasks want of a file', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1), unit(2)]);
    await queue.fill(await opened.addRun(), index, 50, [unit(2), unit(3)]);
    const leases = [await getLease(scan, index), await getLease(scan, index), await getLease(scan, index)];
    const tasksOf = new Map(leases.map(lease => [lease.subject, lease.units.map(one => one.task)]));
    expect(tasksOf).toEqual(
      new Map([
        ['part:1', [scan]],
        ['part:2', [scan, index]],
        ['part:3', [index]],
      ]),
    );
  });

  test('a lease holds until all of its units are settled or released', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1)]);
    await queue.fill(await opened.addRun(), index, 50, [unit(1)]);
    const lease = await getLease(scan, index);
    const [first, second] = lease.units;
    if (!first || !second) throw new Error('Two units were queued.');
    await queue.settle([{ unit: first, ok: false, error: 'It broke.' }], 1);
    // It waits for its next try, while the other one is in hand: the file is not to be read by a second worker.
    expect(await queue.lease([scan, index])).toBeUndefined();
    expect(await queue.waiting(scan)).toBe(1);
    expect(await queue.waiting(index)).toBe(0);
    await queue.settle([{ unit: second, ok: true }], 1);
    expect((await getLease(scan, index)).units.map(({ task }) => task)).toEqual([scan]);
  });

  test('units of a task that is not asked for stay where they are', async () => {
    await queue.fill(await opened.addRun(), index, 50, [unit(1)]);
    expect(await queue.lease([scan])).toBeUndefined();
    expect(await queue.waiting(index)).toBe(1);
  });

  test('a unit is tried three times, last in the queue, then set aside', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1), unit(2)]);
    const first = await getLease(scan);
    expect(first.subject).toBe('part:1');
    expect(await queue.settle(bad(first), 1)).toMatchObject([{ attempts: 1, quarantined: false }]);
    const second = await getLease(scan);
    expect(second.subject).toBe('part:2');
    await queue.settle(ok(second), 1);
    expect(await queue.settle(bad(await getLease(scan)), 2)).toMatchObject([
      { attempts: 2, quarantined: false },
    ]);
    expect(await queue.settle(bad(await getLease(scan)), 3)).toMatchObject([
      { attempts: 3, quarantined: true, error: 'It broke.' },
    ]);
    expect(await queue.lease([scan])).toBeUndefined();
  });

  test('a unit in quarantine stays there for its version, and is tried anew in another', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1)]);
    for (let i = 0; i < 3; i++) await queue.settle(bad(await getLease(scan)), i);
    expect(await queue.fill(await opened.addRun(), scan, 10, [unit(1)])).toEqual({
      queued: 0,
      bytes: 0,
      quarantined: 1,
    });
    expect(await queue.fill(await opened.addRun(), scan, 10, [unit(1, 'v2')])).toEqual({
      queued: 1,
      bytes: 10,
      quarantined: 0,
    });
    expect((await getLease(scan)).units).toMatchObject([{ version: 'v2', attempts: 0 }]);
  });

  test('units in quarantine are tried anew when a person asks for it, of one task and those named', async () => {
    const run = await opened.addRun();
    await queue.fill(run, scan, 10, [unit(1), unit(2), unit(3)]);
    await queue.fill(run, index, 50, [unit(1)]);
    const settled = new Set<string>();
    for (let lease = await queue.lease([scan]); lease; lease = await queue.lease([scan])) {
      await queue.settle(lease.subject === 'part:3' ? ok(lease) : bad(lease), 1);
      settled.add(lease.subject);
    }
    expect(settled.size).toBe(3);
    await queue.retry(scan, ['part:1', 'part:3', 'part:77']);
    const lease = await getLease(scan);
    expect(lease.units).toMatchObject([{ subject: 'part:1', attempts: 0 }]);
    expect(await queue.lease([scan])).toBeUndefined();
    await queue.release(lease.units);

    // The next run, which finds it again, leaves it be; the other one stays set aside.
    expect(await queue.fill(await opened.addRun(), scan, 10, [unit(1), unit(2)])).toMatchObject({
      queued: 1,
      quarantined: 1,
    });
  });

  test('failures are remembered over a restart, leases are not', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1)]);
    await queue.settle(bad(await getLease(scan)), 1);
    await getLease(scan);
    queue = await opened.reopen();
    await queue.fill(await opened.addRun(), scan, 10, [unit(1)]);
    expect((await getLease(scan)).units).toMatchObject([{ attempts: 1 }]);
  });

  test('a late result of a version that is no longer queued changes nothing', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1)]);
    const late = await getLease(scan);
    await queue.fill(await opened.addRun(), scan, 10, [unit(1, 'v2')]);
    await queue.settle(ok(late), 1);
    expect((await getLease(scan)).units).toMatchObject([{ version: 'v2' }]);
  });

  test('what a run no longer finds leaves the queue', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1), unit(2)]);
    await queue.fill(await opened.addRun(), scan, 10, [unit(2)]);
    expect((await getLease(scan)).subject).toBe('part:2');
    expect(await queue.lease([scan])).toBeUndefined();
  });

  test('a run of some files leaves what is set aside of the others, and works on nothing else', async () => {
    await queue.fill(await opened.addRun(), index, 1, [unit(1)]);
    for (let failure = 0; failure < 3; failure++) {
      const lease = await queue.lease([index]);
      if (lease) await queue.settle(bad(lease), 1);
    }
    await queue.fill(await opened.addRun(), index, 1, [unit(1), unit(2), unit(3)]);
    expect(await queue.fill(await opened.addRun(), index, 1, [unit(3, 'v2')], true)).toEqual({
      queued: 1,
      bytes: 10,
      quarantined: 0,
    });
    expect((await queue.lease([index]))?.subject).toBe('part:3');
    expect(await queue.lease([index])).toBeUndefined();
    // The whole run knows still that it failed.
    expect(await queue.fill(await opened.addRun(), index, 1, [unit(1), unit(2)])).toMatchObject({
      queued: 1,
      quarantined: 1,
    });
  });

  test('units given back are leased again, untried', async () => {
    await queue.fill(await opened.addRun(), scan, 10, [unit(1)]);
    const lease = await getLease(scan);
    expect(await queue.lease([scan])).toBeUndefined();
    await queue.release(lease.units);
    expect((await getLease(scan)).units).toMatchObject([{ attempts: 0 }]);
  });
}
