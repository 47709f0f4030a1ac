import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Program } from '../support/program.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-plan-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function say(...args: string[]): Promise<{ text: string; code: number | null }> {
  await using program = new Program(args);
  const { code } = await program.exited();
  return { text: program.text, code };
}

test('the plan of windows that are not set is told without any data folder', async () => {
  const { text, code } = await say(
    ...['plan', '--json', '--from', '2027-03-27T12:00:00+01:00', '--nights', '2', '--zone', 'Europe/Berlin'],
    ...['--window', '02:00-03:00'],
  );
  expect(code).toBe(0);
  expect(JSON.parse(text).items).toMatchObject([
    { serviceDay: '2027-03-28', opensAt: null, closesAt: null },
    {
      serviceDay: '2027-03-29',
      opensAt: '2027-03-29T02:00:00+02:00',
      closesAt: '2027-03-29T03:00:00+02:00',
      tasks: expect.arrayContaining([
        expect.objectContaining({
          task: 'BackupDatabase',
          action: 'start',
          plannedAt: '2027-03-29T02:00:00+02:00',
          sentence: 'Starts at 02:00 in the window 02:00–03:00.',
        }),
      ]),
    },
  ]);
});

test('bad input is refused in one line that says what is expected', async () => {
  const { text, code } = await say('plan', '--window', '02:00-05:00 films');
  expect(text).toBe(
    '--window is "02:00-05:00 films", but must be a list of windows with only groups (library, media, housekeeping) and a cutoff after the hours where the first has "films". See butler --help.',
  );
  expect(code).toBe(2);
});

test('plan and why answer from a data folder while a server is at work on it', async () => {
  const data = join(folder, 'data');
  const films = join(folder, 'Films');
  await mkdir(films);
  await using server = new Program(['--data', data, '--port', '0', films]);
  await server.line(/Clean Old Cache Files: succeeded/);

  const plan = await say('plan', '--data', data, '--nights', '1');
  expect(plan.text).toMatch(/^Windows {2}02:00-05:00 \(.+\)\n\n\w+ \d+ \w+ \d{4}, \d\d:00–05:00/);
  expect(plan.text).toMatch(/Clean Old Cache Files +Ran (today|yesterday); due again /);
  const why = await say('why', 'CleanOldCacheFiles', '--data', data);
  expect(why).toMatchObject({ code: 0, text: expect.stringMatching(/^Clean Old Cache Files\n {2}\w+day /) });
  expect((await server.kill('SIGTERM')).code).toBe(0);
});
