import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { openStore } from '../store/open.ts';
import { makePlan, type Plan } from './plan.ts';

const now = Date.UTC(2027, 2, 27, 12);
const zone = 'Europe/Berlin';

/** Day, hours, and what a task is told, of each night. */
function told({ nights }: Plan, task = 'BackupDatabase'): string[] {
  return nights.map(({ serviceDay, opensAt, closesAt, tasks }) => {
    const { action, reason, plannedAt } = tasks.find(entry => entry.task === task) ?? {};
    return [serviceDay, opensAt, closesAt, action, reason, plannedAt].join(' ');
  });
}

describe('a plan for windows that are not set', () => {
  test('tells each night with its offset, and the day that has none', async () => {
    const plan = await makePlan({ windows: '02:00-03:00', zone, nights: 2 }, now);
    expect(plan).toMatchObject({ from: '2027-03-27T13:00:00+01:00', zone, windows: '02:00-03:00' });
    expect(told(plan)).toEqual([
      '2027-03-28   skip outside-window ',
      '2027-03-29 2027-03-29T02:00:00+02:00 2027-03-29T03:00:00+02:00 start due 2027-03-29T02:00:00+02:00',
    ]);
    expect(plan.nights.map(({ sentence }) => sentence)).toEqual([
      'Sunday 28 March 2027: the change of the clock leaves nothing of the window.',
      'Monday 29 March 2027, 02:00–03:00 (1 h); nothing new starts after 02:45.',
    ]);
    expect(plan.nights[0]).toMatchObject({ windowId: null, opensAt: null, closesAt: null, cutoffAt: null });
  });

  test('is the same whenever it is asked for', async () => {
    const request = { windows: '23:00-04:00', zone: 'America/New_York', from: '2027-03-13', nights: 30 };
    const plan = await makePlan(request, now);
    expect(await makePlan(request, now + 86_400_000)).toEqual(plan);
    expect(plan.from).toBe('2027-03-13T00:00:00-05:00');
    expect(told(plan)[1]).toBe(
      '2027-03-13 2027-03-13T23:00:00-05:00 2027-03-14T04:00:00-04:00 skip not-due ',
    );
  });

  test.each([
    ['2027-03-28T01:30:00+01:00', '2027-03-28T01:30:00+01:00'],
    ['2027-03-28T00:30:00Z', '2027-03-28T01:30:00+01:00'],
    ['2027-03-28T02:30', '2027-03-28T03:30:00+02:00'],
    ['2027-10-31', '2027-10-31T00:00:00+02:00'],
  ])('begins at %s, which is %s', async (from, expected) => {
    expect((await makePlan({ windows: '02:00-05:00', zone, from, nights: 1 }, now)).from).toBe(expected);
  });

  test.each([
    [{ from: 'tomorrow' }, '--from is "tomorrow", but must be an instant'],
    [{ from: '1969-12-31' }, '--from is "1969-12-31", but must be an instant'],
    [{ zone: 'Mars' }, '--zone is "Mars", but must be an IANA zone such as Europe/Berlin.'],
    [
      { windows: '02:00-25:00' },
      '--window is "02:00-25:00", but must be a list of windows with hours such as',
    ],
  ])('refuses %j', async (request, message) => {
    await expect(makePlan({ nights: 1, ...request }, now)).rejects.toMatchObject({
      code: 'option-invalid',
      message: expect.stringContaining(message),
    });
  });
});

describe('a plan for a data folder', () => {
  const set = { ButlerWindows: '01:00-02:00; 12:00-13:00 media', ButlerTimeZone: zone };

  test('is that of a new Butler where there is none', async () => {
    await using folder = await makeTempFolder();
    const plan = await makePlan({ data: join(folder.path, 'nowhere'), zone, nights: 1 }, now);
    expect(plan.windows).toBe('02:00-05:00');
    expect(told(plan, 'RefreshLibraries')[0]).toMatch(/start due/);
  });

  test('follows from its preferences and its past, also while a server holds it', async () => {
    await using folder = await makeTempFolder();
    const store = await openStore(folder.path);
    await store.preferences.set(set);
    const { id } = await store.runs.addRun({
      task: 'BackupDatabase',
      trigger: 'window',
      state: 'queued',
      serviceDay: '2027-03-27',
      createdAt: Date.UTC(2027, 2, 27),
    });
    await store.runs.move(id, 'running', Date.UTC(2027, 2, 27));
    const request = { data: folder.path, nights: 1 };
    const expected = [
      '2027-03-28 2027-03-28T01:00:00+01:00 2027-03-28T03:00:00+02:00 skip not-due ',
      '2027-03-28 2027-03-28T12:00:00+02:00 2027-03-28T13:00:00+02:00 skip not-admitted ',
    ];
    expect(told(await makePlan(request, now))).toEqual(expected);
    await store.runs.move(id, 'succeeded', Date.UTC(2027, 2, 27, 0, 10), 'Copied.');
    expect(told(await makePlan(request, now))).toEqual(expected);
    await store.close();
    expect(told(await makePlan(request, now))).toEqual(expected);
    expect((await makePlan({ ...request, windows: '04:00-05:00' }, now)).nights[0]?.opensAt).toBe(
      '2027-03-28T04:00:00+02:00',
    );
  });

  test('does not count on a run whose server died', async () => {
    await using folder = await makeTempFolder();
    const store = await openStore(folder.path);
    await store.preferences.set(set);
    const run = {
      task: 'BackupDatabase',
      trigger: 'manual',
      state: 'queued',
      serviceDay: '2027-03-27',
    } as const;
    await store.runs.addRun({ ...run, createdAt: now });
    await store.close();
    expect(told(await makePlan({ data: folder.path, nights: 1 }, now))[0]).toMatch(/start due/);
  });
});
