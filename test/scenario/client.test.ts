import { once } from 'node:events';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let data: string;
let films: string;
let server: Program;
let url: string;

interface Said {
  readonly text: string;
  readonly code: number | null;
}

async function say(args: readonly string[], env: Record<string, string> = {}): Promise<Said> {
  await using program = new Program(args, { XDG_CONFIG_HOME: join(temp.path, 'config'), ...env });
  const { code } = await program.exited();
  return { text: program.text, code };
}

/** On the server of these tests. */
const ask = (...args: string[]) => say([...args, '--data', data]);
const askJson = async (...args: string[]) => JSON.parse((await ask(...args, '--json')).text);

beforeAll(async () => {
  temp = await makeTempFolder();
  data = join(temp.path, 'data');
  films = join(temp.path, 'Films');
  await mkdir(films);
  await makeFilms(films, 2, 5);
  await writeFile(join(films, 'Broken (1999).mp4'), 'this is no film');
  await onlyIndexFilesIn(data);
  server = new Program(['--data', data, '--port', '0', films]);
  url = await server.url();
  await server.line(/Generate Media Index Files: succeeded/);
  await server.line(/Clean Old Cache Files: succeeded/);
}, 120_000);

afterAll(async () => {
  await server.kill('SIGTERM');
  await temp[Symbol.asyncDispose]();
});

describe('the server at work on a data folder', () => {
  test('tells its tasks, in a table and in the shape of the API', async () => {
    const { text, code } = await ask('tasks');
    expect(code, text).toBe(0);
    expect(text).toMatch(/^Task +Now +Last run/);
    expect(text).toMatch(/\nGenerateMediaIndexFiles +✓ +(.+ ago|just now) /);
    // Nothing but text where the output is no terminal.
    expect(text).not.toContain('\u001b');
    const { items } = await askJson('tasks');
    expect(items).toContainEqual(
      expect.objectContaining({
        name: 'GenerateMediaIndexFiles',
        last: expect.objectContaining({ state: 'succeeded' }),
      }),
    );
  });

  test('starts a task, and the program ends as its run does', async () => {
    const { text, code } = await ask('start', 'cleanoldcachefiles', '--watch');
    expect(code, text).toBe(0);
    expect(text).toMatch(/✓ Clean Old Cache Files {2}Nothing to clean\./);
    // A film that cannot be read fails again.
    const [last] = (await askJson('history', 'RefreshLibraries', '--limit', '1')).items;
    expect(last.state).toBe('succeeded');
    const again = await ask('retry', 'RefreshLibraries', '--watch');
    expect(again.text).toMatch(/Refresh Libraries/);
    expect(again.code, again.text).toBe(1);
  });

  test('shows runs, their logs and what failed in them', async () => {
    const { text } = await ask('history', 'GenerateMediaIndexFiles');
    const [, id = ''] = /^ *(\d+) {2}✓ {2}GenerateMediaIndexFiles/m.exec(text) ?? [];
    const shown = await askJson('show', id);
    expect(shown).toMatchObject({ run: { id: Number(id), task: 'GenerateMediaIndexFiles' } });
    expect(Object.keys(shown)).toEqual(['run', 'transitions', 'units', 'samples', 'log', 'failures']);
    expect((await ask('show', 'GenerateMediaIndexFiles')).text).toMatch(
      /^Run \d+ of GenerateMediaIndexFiles\n {2}State +✓ succeeded/,
    );
    expect((await ask('failures', 'RefreshLibraries')).text).toMatch(
      /Broken \(1999\)\.mp4 .*cannot be read as media/,
    );
    expect((await ask('log', 'RefreshLibraries')).text).toMatch(/^\d\d:\d\d:\d\d {2}\S/);
    expect(await ask('show', '999999')).toEqual({
      text: 'There is no run 999999. butler history lists them; those of long ago are forgotten.',
      code: 2,
    });
  });

  test('rests and goes on', async () => {
    expect((await ask('pause', 'MusicAnalysis', '--for', '2h')).text).toMatch(
      /^MusicAnalysis rests until 20/,
    );
    expect((await ask('resume', 'MusicAnalysis')).text).toMatch(/^MusicAnalysis goes on\./);
    expect(await ask('resume', 'MusicAnalysis')).toMatchObject({ code: 2 });
    expect(await ask('pause', '--for', 'soon')).toMatchObject({
      text: '--for is "soon", but must be a length of time such as 90min, 2h or 1d. See butler --help.',
      code: 2,
    });
  });

  test('has its settings explained and changed', async () => {
    expect((await ask('settings', 'butlerstarthour', '4')).text).toBe('ButlerStartHour is now 4 (4 am).');
    expect(await askJson('settings', 'ButlerStartHour')).toMatchObject({
      value: 4,
      default: 2,
      changed: true,
    });
    expect((await ask('settings', '--changed')).text).toMatch(/\nButlerStartHour +4 \(4 am\) +Time at which/);
    expect((await ask('settings', 'ButlerStartHour', '--reset')).text).toBe(
      'ButlerStartHour is now 2 (2 am).',
    );
    expect((await ask('settings', 'ButlerStartHour', '26')).text).toMatch(
      /^ButlerStartHour cannot be "26": it must be one of .* butler settings <id> tells what it can be\.$/,
    );
    expect(await ask('settings', 'ButlerStratHour')).toMatchObject({
      text: expect.stringContaining('did you mean ButlerStartHour?'),
      code: 2,
    });
  });

  test('lists and scans its sections', async () => {
    expect((await ask('sections')).text).toMatch(
      /\nFilms +movie +3 +.*missing|\nFilms +movie +3 +.*1 file unreadable/,
    );
    expect((await ask('scan', 'films')).text).toBe('Films is being scanned.');
    expect((await ask('scan', 'Flims')).text).toMatch(/did you mean "Films"\?/);
  });

  test('makes a backup that can be verified beside it', async () => {
    const made = await ask('backup');
    expect(made.code, made.text).toBe(0);
    expect((await ask('verify')).text).toMatch(/^✓ .*butler\.db-[\d-]+ \(.*\): every row is as it was/);
    expect((await askJson('backups')).items.length).toBeGreaterThan(0);
    expect((await ask('verify', 'nothing')).code).toBe(2);
  });

  test('follows what happens', async () => {
    await using events = new Program(['events', '--type', 'run', '--json', '--data', data]);
    const started = events.line(/"task":"OptimizeDatabase"/);
    // The stream is open once the first of these is seen.
    let isSeen = false;
    void started.then(() => (isSeen = true));
    while (!isSeen) await ask('start', 'OptimizeDatabase', '--watch');
    const line = JSON.parse(events.lines[0] ?? '');
    expect(line).toMatchObject({ type: 'run', run: { task: expect.any(String) } });
    expect(await events.kill('SIGINT')).toEqual({ code: 0, signal: null });
  });

  test('is found well by the doctor', async () => {
    const { items } = await askJson('doctor');
    const bad = items.filter(({ state }: { state: string }) => state === 'fail');
    expect(bad).toEqual([]);
    expect(items.find(({ check }: { check: string }) => check === 'port').message).toContain(url);
  });

  test('opens its dashboard by a link that signs in, and prints its token', async () => {
    const { text } = await ask('open', '--print');
    expect(text).toMatch(new RegExp(`^${url}/#code=\\S+$`));
    expect((await ask('token')).text).toBe((await readFile(join(data, 'token'), 'utf8')).trim());
  });

  test('is completed in shells: commands, options, tasks, sections and settings', async () => {
    const complete = async (...words: string[]) =>
      (await say(['complete', '--', ...words], { BUTLER_DATA: data })).text.split('\n');
    expect(await complete('ta')).toEqual(['tasks\tlist the tasks, and what each is doing', ':4']);
    expect(await complete('start', 'backup')).toEqual(['BackupDatabase\t', ':4']);
    expect(await complete('scan', '')).toEqual(['Films\tmovie', ':4']);
    expect(await complete('settings', 'ButlerStartH')).toEqual([
      'ButlerStartHour\tTime at which tasks start to run',
      ':4',
    ]);
    expect(await complete('tasks', '--w')).toEqual(['--watch\tgo on showing them, until Ctrl-C', ':4']);
    expect(await complete('tasks', '--data', '')).toEqual([':16']);
  });
});

test('what is ours beside the API has one shape as well', async () => {
  const shapeOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
    if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
  };
  const shapes: Record<string, unknown> = {};
  for (const args of [
    ['doctor'],
    ['plan', '--nights', '1', '--from', '2027-06-01T12:00:00Z'],
    ['stop', 'CleanOldCacheFiles'],
    ['scan', 'Films', '--cancel'],
    ['verify'],
    ['token'],
    ['open'],
  ]) {
    shapes[args[0] ?? ''] = shapeOf(await askJson(...args));
  }
  expect(await askJson('start', 'CleanOldCacheFiles')).toEqual({
    items: [
      {
        task: 'CleanOldCacheFiles',
        outcome: expect.stringMatching(/^(started|already-running)$/),
        run: expect.objectContaining({ id: expect.any(Number), task: 'CleanOldCacheFiles' }),
      },
    ],
  });
  expect(await askJson('why', 'CleanOldCacheFiles')).toEqual({
    title: 'Clean Old Cache Files',
    nights: expect.any(Array),
    outcome: expect.any(Array),
    decisions: expect.any(Array),
  });
  await expect(`${JSON.stringify(shapes, undefined, 2)}\n`).toMatchFileSnapshot(
    '../reports/command-line.json',
  );
});

describe('another server', () => {
  test('is driven by a profile, whose token only its owner can read', async () => {
    const token = (await ask('token')).text;
    expect((await say(['profile', 'add', 'home', url, '--token', token])).code).toBe(0);
    expect((await stat(join(temp.path, 'config', 'butler', 'profiles.json'))).mode & 0o777).toBe(0o600);
    const { items } = JSON.parse((await say(['tasks', '--profile', 'home', '--json'])).text);
    expect(items.length).toBeGreaterThan(20);
    expect((await say(['profile', '--json'])).text).not.toContain(token);
    expect(await say(['tasks', '--server', url, '--token', 'wrong'])).toEqual({
      text: `${url} does not accept the token (that of --token). Give the right one with --token or a profile; a Butler's own is printed by butler token.`,
      code: 4,
    });
  });

  test('that does not answer is named, with what to try', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const nowhere = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    await new Promise(done => closed.close(done));
    expect(await say(['tasks', '--server', nowhere])).toEqual({
      text: `Nothing answers at ${nowhere} (--server): nothing listens there. See whether the server runs, and whether address and network are right; --server names another.`,
      code: 3,
    });
    expect(await say(['tasks', '--data', join(temp.path, 'none')])).toEqual({
      text: expect.stringMatching(/^No Butler is at work on the data folder ".*none"\. Start it with butler/),
      code: 3,
    });
  });

  test('may be a Plex Media Server, as far as that goes', async () => {
    const asked: string[] = [];
    const plex = createServer(({ method, url = '', headers }, response) => {
      asked.push(`${method} ${url}`);
      const [path] = url.split('?');
      if (headers['x-plex-token'] !== 'of-plex') return response.writeHead(401).end('<html>');
      if (path?.startsWith('/api/'))
        return response.writeHead(404, { 'content-type': 'text/html' }).end('<html>');
      if (method !== 'GET') return response.writeHead(path === '/butler/CleanOldBundles' ? 404 : 200).end();
      const task = {
        name: 'BackupDatabase',
        interval: 3,
        scheduleRandomized: false,
        enabled: true,
        title: 'Backup Database',
        description: 'Create a backup',
      };
      const setting = {
        id: 'ButlerStartHour',
        label: 'Time',
        summary: '',
        type: 'int',
        default: 2,
        value: 4,
        hidden: false,
        advanced: false,
        group: 'butler',
      };
      const body =
        path === '/butler'
          ? { ButlerTasks: { ButlerTask: [task, { ...task, name: 'CleanOldBundles' }] } }
          : { MediaContainer: { size: 1, Setting: [setting] } };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
    await once(plex, 'listening');
    try {
      const where = ['--server', `127.0.0.1:${(plex.address() as AddressInfo).port}`, '--token', 'of-plex'];
      expect((await say(['tasks', ...where])).text).toMatch(/BackupDatabase +every 3 days/);
      expect((await say(['start', 'BackupDatabase', ...where])).text).toBe('Started BackupDatabase.');
      expect((await say(['stop', 'CleanOldBundles', ...where])).text).toBe(
        'CleanOldBundles was not at work.',
      );
      expect((await say(['settings', 'ButlerStartHour', '3', ...where])).code).toBe(0);
      expect(asked).toContain('POST /butler/BackupDatabase');
      expect(asked).toContain('PUT /:/prefs?ButlerStartHour=3');
      expect(await say(['history', ...where])).toMatchObject({
        text: expect.stringMatching(/cannot do that: it is no Butler, but a Plex Media Server/),
        code: 5,
      });
    } finally {
      plex.close();
    }
  });
});

describe('what is mistyped', () => {
  test.each([
    [['taks'], 'There is no command "taks"; did you mean tasks? butler help lists them all.'],
    [['tasks', '--jsno'], "Unknown option '--jsno'; did you mean --json? See butler tasks --help."],
    [['start'], 'Say which tasks, or --all. butler tasks lists them.'],
    [['profile', 'lst'], 'There is no command "profile lst"; did you mean list? butler help lists them all.'],
    [['restore'], "Missing required argument 'backup'. See butler restore --help."],
    [
      ['help', 'exit-code'],
      'There is no command "exit-code"; did you mean exit-codes? butler help lists them all.',
    ],
    [['help', 'exit-codes', '--x'], "Unknown option '--x'. See butler help --help."],
  ])('%j', async (args, text) => {
    expect(await say(args)).toEqual({ text, code: 2 });
  });

  test('an unknown task is named with the nearest', async () => {
    expect(await ask('start', 'LoudnessAnalisys')).toEqual({
      text: 'There is no task "LoudnessAnalisys"; did you mean LoudnessAnalysis? butler tasks lists them all.',
      code: 2,
    });
  });
});
