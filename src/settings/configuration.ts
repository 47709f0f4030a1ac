import { isIP } from 'node:net';
import { posix, resolve, win32 } from 'node:path';
import { ButlerError } from '../domain/errors.ts';

/** What the command line may say. Each can be said in the environment too: `BUTLER_DATA`, `BUTLER_PORT`, … */
export interface Flags {
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly token?: string | undefined;
}

/** What must be known before anything is opened. */
export interface Configuration {
  /** Absolute path. */
  readonly dataFolder: string;
  /** IP address or host name to listen on. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Absent where none was given: the stored one is in force. */
  readonly token?: string;
}

/** 32400 is Plex's own, and would collide with a Plex that runs beside Butler. */
const defaultPort = 32500;

/**
 * Reads the options: a flag wins over the environment, and that over the default. Empty variables count as absent.
 * `home` is the user's folder, `platform` a value of `process.platform`; a relative data folder counts from the
 * working directory. Throws `option-invalid`, and `host-without-token` where the network could come in without a
 * token of at least 16 characters.
 */
export function configurationFrom(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: string,
): Configuration {
  const option = (name: keyof Flags) => flags[name] ?? (env[`BUTLER_${name.toUpperCase()}`] || undefined);
  const host = parseHost(option('host') ?? '127.0.0.1');
  const token = parseToken(option('token'));
  if (!isLoopback(host) && (token === undefined || token.length < 16)) {
    throw new ButlerError('host-without-token', { host });
  }
  return {
    dataFolder: parseFolder(option('data')) ?? defaultDataFolder(env, home, platform),
    host,
    port: parsePort(option('port')) ?? defaultPort,
    ...(token !== undefined && { token }),
  };
}

/** Whether only this machine can reach what listens there. */
function isLoopback(host: string): boolean {
  return (
    host.toLowerCase() === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  );
}

/** Where each system wants an application's own data: XDG, Apple's and Microsoft's rules. */
function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: string,
): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] || win32.join(home, 'AppData', 'Local'), 'Butler');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Butler');
  // The XDG rules have relative paths ignored.
  const xdg = env['XDG_DATA_HOME'];
  return posix.join(xdg?.startsWith('/') ? xdg : posix.join(home, '.local', 'share'), 'butler');
}

function parseFolder(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (given === '' || given.includes('\0')) {
    throw new ButlerError('option-invalid', { option: '--data', given, expected: 'the path of a folder' });
  }
  return resolve(given);
}

function parsePort(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65535) {
    throw new ButlerError('option-invalid', {
      option: '--port',
      given,
      expected: 'a whole number from 0 to 65535',
    });
  }
  return Number(given);
}

function parseHost(given: string): string {
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  // A name whose last part is a number would be taken for a mistyped IP address by everything else.
  const isName = new RegExp(`^(?:${label}\\.)*(?!\\d+$)${label}$`, 'i').test(given);
  if (isIP(given) === 0 && !(isName && given.length <= 253)) {
    throw new ButlerError('option-invalid', {
      option: '--host',
      given,
      expected: 'an IP address or a host name',
    });
  }
  return given;
}

/** A token travels in headers and query strings; it is never repeated in an error. */
function parseToken(given: string | undefined): string | undefined {
  if (given !== undefined && !/^[\x21-\x7e]+$/.test(given)) {
    throw new ButlerError('option-invalid', {
      option: '--token',
      given: '…',
      expected: 'letters, digits and signs of ASCII without spaces',
    });
  }
  return given;
}
