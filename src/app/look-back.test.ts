import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { Decision } from '../domain/schedule.ts';
import { openStore, type Store } from '../store/open.ts';
import { lookBack } from './look-back.ts';

const at = (time: string) => Date.parse(`2027-${time}+02:00`);

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;

beforeEach(async () => {
  folder = await makeTempFolder();
  store = await openStore(folder.path);
  await store.preferences.set({ ButlerTimeZone: 'Europe/Berlin' });
});

afterEach(async () => {
  await store.close();
  await folder[Symbol.asyncDispose]();
});

/** Records what was decided for the backup, by the time of its date. */
async function decide(time: string, reason: Decision['reason'], sentence: string): Promise<void> {
  const action = reason === 'due' ? 'start' : 'skip';
  const serviceDay = `2027-${time.slice(0, 5)}`;
  await store.runs.addDecisions([{ task: 'BackupDatabase', action, reason, serviceDay, sentence }], at(time));
}

const ask = (night?: string, now = at('06-02T12:00')) =>
  lookBack({ data: folder.path, task: 'BackupDatabase', night }, now);

describe('why a task did not run', () => {
  test('is what was in force when the window opened, and what was decided in the night', async () => {
    await decide('06-01T02:00', 'not-due', 'Yesterday.');
    await decide('06-02T00:00', 'not-due', 'Not due.');
    await decide('06-02T01:00', 'disabled', 'Switched off.');
    await decide('06-02T04:45', 'cutoff', 'Nothing new.');
    await decide('06-02T05:00', 'outside-window', 'Waits.');
    expect(await ask()).toEqual({
      title: 'Backup Database',
      nights: ['Wednesday 2 June 2027, 02:00–05:00 (3 h); nothing new starts after 04:45.'],
      outcome: ['It did not run.'],
      decisions: [
        { time: '01:00', sentence: 'Switched off.' },
        { time: '04:45', sentence: 'Nothing new.' },
      ],
    });
    expect((await ask('2027-06-01')).decisions).toEqual([{ time: '02:00', sentence: 'Yesterday.' }]);
  });

  test('may be that Butler was not there', async () => {
    await decide('06-02T00:00', 'outside-window', 'Waits.');
    expect((await ask()).outcome).toEqual(['It did not run: Butler was not at work then.']);
    expect((await ask('2027-05-30')).outcome).toEqual(['It did not run: Butler was not at work then.']);
  });

  test('may be that there was no night', async () => {
    await store.preferences.set({ ButlerStartHour: '2', ButlerEndHour: '3' });
    expect(await ask('2027-03-28')).toMatchObject({
      nights: ['Sunday 28 March 2027: the change of the clock leaves nothing of the window.'],
      decisions: [],
    });
  });
});

test('what ran is told with what came of it', async () => {
  await decide('06-02T02:00', 'due', 'Starts now.');
  const run = {
    task: 'BackupDatabase',
    trigger: 'window',
    state: 'queued',
    serviceDay: '2027-06-02',
  } as const;
  const { id } = await store.runs.addRun({ ...run, createdAt: at('06-02T02:00') });
  await store.runs.move(id, 'running', at('06-02T02:01'));
  expect((await ask()).outcome).toEqual(['It is running, 02:01–.']);
  await store.runs.move(id, 'failed', at('06-02T02:03'), 'The disk is full.');
  expect((await ask()).outcome).toEqual(['It ran and failed, 02:01–02:03. The disk is full.']);
});

test('the night is the last one that has begun', async () => {
  expect((await ask(undefined, at('06-02T02:00'))).nights[0]).toMatch(/^Wednesday 2 June/);
  expect((await ask(undefined, at('06-02T01:59'))).nights[0]).toMatch(/^Tuesday 1 June/);
});

test.each([
  [{ task: 'BackupDatabas' }, 'task-unknown'],
  [{ night: '2027-02-30' }, 'option-invalid'],
  [{ data: '/nonexistent/folder' }, 'option-invalid'],
])('refuses %j', async (wrong, code) => {
  const request = { data: folder.path, task: 'BackupDatabase', ...wrong };
  await expect(lookBack(request, at('06-02T12:00'))).rejects.toMatchObject({ code });
});
