import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EventStreamReader } from '../support/event-stream.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** Runs a command to its end, with profiles of its own, and returns what it printed. */
async function say(folder: string, ...args: string[]): Promise<string> {
  await using program = new Program(args, { XDG_CONFIG_HOME: join(folder, 'config') });
  await program.exited();
  return program.text.trim();
}

test('a token is renewed on a server at work, in its profile, and where none is at work', async () => {
  await using temp = await makeTempFolder();
  const [data, films] = [join(temp.path, 'data'), join(temp.path, 'Films')];
  await mkdir(films);
  await onlyIndexFilesIn(data);
  const file = join(data, 'token');
  const kept = async () => (await readFile(file, 'utf8')).trim();
  const butler = (...args: string[]) => say(temp.path, ...args);
  let last: string;
  {
    await using server = new Program(['--data', data, '--port', '0', films]);
    const url = await server.url();
    const ask = (token: string, path = 'server') =>
      fetch(`${url}/api/v1/${path}`, { headers: { 'X-Plex-Token': token } });
    const first = await kept();
    const stream = new EventStreamReader(await ask(first, 'events?types=fault'));
    await stream.read();

    const second = await butler('token', '--renew', '--data', data);
    expect(second).toMatch(/^[\w-]{43}$/);
    expect([await kept(), (await stat(file)).mode & 0o777]).toEqual([second, 0o600]);
    expect(await stream.next()).toBeUndefined();
    const refused = await ask(first);
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'token-renewed' }]);
    expect((await ask(second)).status).toBe(200);

    await butler('profile', 'add', 'here', url, '--token', second);
    last = await butler('token', '--renew', '--profile', 'here');
    expect(await kept()).toBe(last);
    expect(await butler('token', '--profile', 'here')).toBe(last);
    expect(await butler('tasks', '--profile', 'here', '--json')).toContain('"items"');
    await server.kill('SIGTERM');
  }
  const renewed = await butler('token', '--renew', '--data', data);
  expect(renewed).toMatch(/^[\w-]{43}$/);
  expect([renewed === last, await kept()]).toEqual([false, renewed]);
  expect(await butler('token', '--renew', '--data', join(temp.path, 'none'))).toMatch(/No Butler is at work/);
});
