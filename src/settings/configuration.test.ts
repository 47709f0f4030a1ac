import { describe, expect, test } from 'vitest';
import { configurationFrom } from './configuration.ts';

const token = '0123456789abcdef';

test('without options Butler keeps to this machine, and beside a Plex', () => {
  expect(configurationFrom({}, {}, '/home/ann', 'linux')).toEqual({
    dataFolder: '/home/ann/.local/share/butler',
    host: '127.0.0.1',
    port: 32500,
  });
});

test.each([
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/butler'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ann/.local/share/butler'],
  ['linux', { XDG_DATA_HOME: '' }, '/home/ann/.local/share/butler'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ann/Library/Application Support/Butler'],
  ['win32', { LOCALAPPDATA: 'C:\\Data' }, 'C:\\Data\\Butler'],
] as const)('the data folder on %s with %j is %s', (platform, env, expected) => {
  expect(configurationFrom({}, env, '/home/ann', platform).dataFolder).toBe(expected);
});

test('a flag wins over the environment', () => {
  const env = { BUTLER_DATA: '/env', BUTLER_PORT: '1', BUTLER_HOST: '::1', BUTLER_TOKEN: 'from-environment' };
  expect(configurationFrom({}, env, '/home/ann', 'linux')).toEqual({
    dataFolder: '/env',
    host: '::1',
    port: 1,
    token: 'from-environment',
  });
  const flags = { data: '/flag', port: '0', host: 'localhost', token: 'from-flag' };
  expect(configurationFrom(flags, env, '/home/ann', 'linux')).toEqual({
    dataFolder: '/flag',
    host: 'localhost',
    port: 0,
    token: 'from-flag',
  });
});

test('an empty variable is an absent one', () => {
  const env = { BUTLER_DATA: '', BUTLER_PORT: '', BUTLER_HOST: '', BUTLER_TOKEN: '' };
  expect(configurationFrom({}, env, '/home/ann', 'linux')).toEqual(
    configurationFrom({}, {}, '/home/ann', 'linux'),
  );
});

describe('the network', () => {
  test.each(['0.0.0.0', '::', '192.168.1.5', 'nas.local', '128.0.0.1', '127.evil.example'])(
    'comes in by %s only with a token of 16 characters',
    host => {
      const open = (given?: string) =>
        configurationFrom({ host, token: given }, {}, '/home/ann', 'linux').host;
      expect(() => open()).toThrow(expect.objectContaining({ code: 'host-without-token' }));
      expect(() => open(token.slice(1))).toThrow(expect.objectContaining({ code: 'host-without-token' }));
      expect(open(token)).toBe(host);
    },
  );

  test.each(['127.0.0.1', '127.8.9.1', '::1', 'localhost', 'LOCALHOST'])('does not come in by %s', host => {
    expect(configurationFrom({ host }, {}, '/home/ann', 'linux').host).toBe(host);
  });
});

test.each([
  [{ port: '65536' }, '--port is "65536", but must be a whole number from 0 to 65535.'],
  [{ port: '-1' }, '--port is "-1", but must be a whole number from 0 to 65535.'],
  [{ port: '1e3' }, '--port is "1e3", but must be a whole number from 0 to 65535.'],
  [{ port: '' }, '--port is "", but must be a whole number from 0 to 65535.'],
  [{ host: 'http://nas' }, '--host is "http://nas", but must be an IP address or a host name.'],
  [{ host: '127.0.0.1:80' }, '--host is "127.0.0.1:80", but must be an IP address or a host name.'],
  [{ host: '256.1.1.1' }, '--host is "256.1.1.1", but must be an IP address or a host name.'],
  [{ host: '' }, '--host is "", but must be an IP address or a host name.'],
  [{ data: '' }, '--data is "", but must be the path of a folder.'],
  [{ token: 'two words' }, '--token is "…", but must be letters, digits and signs of ASCII without spaces.'],
])('%j is refused', (flags, message) => {
  expect(() => configurationFrom(flags, {}, '/home/ann', 'linux')).toThrow(
    expect.objectContaining({ code: 'option-invalid', message }),
  );
});
