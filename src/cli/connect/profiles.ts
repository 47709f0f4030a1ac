import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, posix, win32 } from 'node:path';
import { ButlerError, formatError } from '../../domain/errors.ts';
import { findNearest } from '../../domain/nearest.ts';

/** A server that has a name on this machine. */
export interface Profile {
  readonly server: string;
  readonly token?: string;
}

/** What the file of profiles holds. */
export interface Profiles {
  readonly profiles: Readonly<Record<string, Profile>>;
  /** The name of the one that is asked where no other server is named. */
  readonly usual?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where each system wants what a person configures: XDG, Apple's and Microsoft's rules. */
export function profilesFile(env: Environment, home: string, platform: string): string {
  if (platform === 'win32') {
    return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Butler', 'profiles.json');
  }
  if (platform === 'darwin') {
    return posix.join(home, 'Library', 'Application Support', 'Butler', 'profiles.json');
  }
  // The XDG rules have relative paths ignored.
  const xdg = env['XDG_CONFIG_HOME'];
  return posix.join(xdg?.startsWith('/') ? xdg : posix.join(home, '.config'), 'butler', 'profiles.json');
}

/** All profiles of a file; none where there is no such file. Throws `profiles-unreadable`. */
export async function readProfiles(file: string): Promise<Profiles> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
    throw new ButlerError('profiles-unreadable', { file, cause: formatError(error) }, { cause: error });
  }
  const profiles = parseProfiles(text);
  if (profiles) return profiles;
  throw new ButlerError('profiles-unreadable', { file, cause: 'it is not what butler profile writes' });
}

/** Tokens are in it: it is readable by its owner alone, also when it was made readable by others meanwhile. */
export async function writeProfiles(file: string, profiles: Profiles): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(profiles, undefined, 2)}\n`, { mode: 0o600 });
  await chmod(unfinished, 0o600);
  await rename(unfinished, file);
}

/** Throws `profile-unknown`. */
export function getProfile({ profiles }: Profiles, name: string): Profile {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile) return profile;
  throw new ButlerError('profile-unknown', { name, nearest: findNearest(name, Object.keys(profiles)) });
}

/** Gives the profile of a server, which there is, its new token. Throws `profiles-unreadable` or `profile-unknown`. */
export async function keepProfileToken(file: string, name: string, token: string): Promise<void> {
  const all = await readProfiles(file);
  const profile = { ...getProfile(all, name), token };
  await writeProfiles(file, { ...all, profiles: { ...all.profiles, [name]: profile } });
}

/** Throws `profile-name`. */
export function checkProfileName(name: string): string {
  if (/^[a-z\d][\w.-]{0,39}$/i.test(name) && name !== '__proto__') return name;
  throw new ButlerError('profile-name', { name });
}

function parseProfiles(text: string): Profiles | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { profiles, usual } = (isObject(value) ? value : {}) as Record<string, unknown>;
  if (!isObject(profiles) || !Object.values(profiles).every(isProfile)) return undefined;
  if (usual !== undefined && typeof usual !== 'string') return undefined;
  return { profiles: profiles as Profiles['profiles'], ...(usual !== undefined && { usual }) };
}

function isProfile(value: unknown): value is Profile {
  if (!isObject(value)) return false;
  const { server, token } = value as Record<string, unknown>;
  return typeof server === 'string' && (token === undefined || typeof token === 'string');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
