import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { DataFolderLock } from '../../store/lock.ts';
import { chooseServer, type Surroundings } from './choose.ts';
import { checkProfileName, profilesFile, readProfiles, writeProfiles } from './profiles.ts';

let home: string;
let file: string;
let here: Surroundings;

beforeEach(async () => {
  const temp = await makeTempFolder();
  onTestFinished(async () => temp[Symbol.asyncDispose]());
  home = temp.path;
  file = profilesFile({}, home, 'linux');
  here = { env: {}, home, platform: 'linux', dataFolder: ({ data }) => data ?? join(home, 'data') };
});

const profiles = {
  profiles: {
    home: { server: 'http://attic:32500', token: 'of-home' },
    plex: { server: 'http://cellar:32400' },
  },
};

describe('the file of profiles', () => {
  test('is kept where each system wants it', () => {
    expect(profilesFile({}, '/home/me', 'linux')).toBe('/home/me/.config/butler/profiles.json');
    expect(profilesFile({ XDG_CONFIG_HOME: '/etc/me' }, '/home/me', 'linux')).toBe(
      '/etc/me/butler/profiles.json',
    );
    expect(profilesFile({ XDG_CONFIG_HOME: 'me' }, '/home/me', 'linux')).toBe(
      '/home/me/.config/butler/profiles.json',
    );
    expect(profilesFile({}, '/Users/me', 'darwin')).toBe(
      '/Users/me/Library/Application Support/Butler/profiles.json',
    );
    expect(profilesFile({ APPDATA: 'C:\\me' }, '', 'win32')).toBe('C:\\me\\Butler\\profiles.json');
  });

  test('is read as it was written, by its owner alone, whatever it was before', async () => {
    expect(await readProfiles(file)).toEqual({ profiles: {} });
    await writeProfiles(file, profiles);
    await chmod(file, 0o644);
    await writeProfiles(file, { ...profiles, usual: 'home' });
    expect(await readProfiles(file)).toEqual({ ...profiles, usual: 'home' });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
  });

  test.each(['', '[]', '{"profiles":[]}', '{"profiles":{"home":"attic"}}', '{"profiles":{},"usual":1}'])(
    'that holds %s is refused, and stays',
    async text => {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
      await expect(readProfiles(file)).rejects.toThrow(/The profiles in ".*" cannot be read/);
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  test('has names that need no quotes', () => {
    expect(checkProfileName('home-2.local_x')).toBe('home-2.local_x');
    for (const name of ['', '-x', 'my home', '../x', 'ä', '__proto__', 'x'.repeat(41)]) {
      expect(() => checkProfileName(name)).toThrow(/cannot be the name of a profile/);
    }
  });
});

describe('the server that is asked', () => {
  beforeEach(() => writeProfiles(file, profiles));

  test('is the one that was named, before any other', async () => {
    here = { ...here, env: { BUTLER_SERVER: 'http://other', BUTLER_PROFILE: 'plex' } };
    expect(await chooseServer({ server: 'shed:1', profile: 'home' }, here)).toMatchObject({
      address: 'http://shed:1',
      addressFrom: '--server',
      tokenFrom: 'none was given',
    });
    expect(await chooseServer({ profile: 'home' }, here)).toMatchObject({
      address: 'http://attic:32500',
      token: 'of-home',
      tokenFrom: 'that of the profile home',
    });
    expect(await chooseServer({}, here)).toMatchObject({
      address: 'http://other',
      addressFrom: 'BUTLER_SERVER',
    });
  });

  test('has the token of its profile, also by its address, unless another one is given', async () => {
    expect(await chooseServer({ server: 'attic:32500' }, here)).toMatchObject({ token: 'of-home' });
    expect(await chooseServer({ profile: 'home', token: 'mine' }, here)).toMatchObject({
      token: 'mine',
      tokenFrom: 'that of --token',
    });
    here = { ...here, env: { BUTLER_TOKEN: 'from-env' } };
    expect(await chooseServer({ profile: 'plex' }, here)).toMatchObject({
      token: 'from-env',
      tokenFrom: 'that of BUTLER_TOKEN',
    });
  });

  test('is the usual profile where nothing is said, but not where a data folder is', async () => {
    await writeProfiles(file, { ...profiles, usual: 'plex' });
    expect(await chooseServer({}, here)).toMatchObject({ address: 'http://cellar:32400' });
    await expect(chooseServer({ data: join(home, 'x') }, here)).rejects.toThrow(/No Butler is at work/);
  });

  test('that has no profile is named with the nearest', async () => {
    await expect(chooseServer({ profile: 'hme' }, here)).rejects.toThrow(
      /There is no profile "hme"; did you mean home\?/,
    );
  });

  test('is the one at work on the data folder, as long as it lives', async () => {
    const data = join(home, 'data');
    await mkdir(data);
    await expect(chooseServer({}, here)).rejects.toMatchObject({ code: 'server-absent' });
    const lock = DataFolderLock.take(data, 0);
    await expect(chooseServer({}, here)).rejects.toMatchObject({ code: 'server-absent' });
    lock.describe('http://0.0.0.0:32500');
    expect(await chooseServer({}, here)).toMatchObject({ address: 'http://127.0.0.1:32500' });
    await writeFile(join(data, 'token'), 'of-data\n');
    expect(await chooseServer({}, here)).toMatchObject({ token: 'of-data' });
    // Another process would find the lock free after a crash; the note is still there.
    const note = await readFile(join(data, 'butler.lock.json'));
    lock.release();
    await writeFile(join(data, 'butler.lock.json'), note);
    await expect(chooseServer({}, here)).rejects.toMatchObject({ code: 'server-absent' });
  });
});
