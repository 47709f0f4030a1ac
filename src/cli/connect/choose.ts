import { findHolder } from '../../app/holder.ts';
import { ButlerError } from '../../domain/errors.ts';
import { oneLine } from '../../domain/one-line.ts';
import { parseAddress } from './address.ts';
import { getProfile, type Profile, profilesFile, readProfiles } from './profiles.ts';

/** Which server the command line means. */
export interface ServerOptions {
  readonly server?: string;
  readonly token?: string;
  readonly profile?: string;
  readonly data?: string;
}

/** A server to be asked, and who said so: errors name it. */
export interface Chosen {
  readonly address: string;
  readonly addressFrom: string;
  readonly token?: string;
  readonly tokenFrom: string;
  /** The name of the profile that the token is kept in. */
  readonly profile?: string;
}

/** The machine, as far as the choice depends on it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's folder. */
  readonly home: string;
  /** A value of `process.platform`. */
  readonly platform: string;
  /** The data folder that is meant where an option, or nothing, names one. */
  dataFolder(options: { readonly data?: string }): string;
}

/**
 * The server that is meant. What is said on the command line counts before the environment (BUTLER_SERVER,
 * BUTLER_PROFILE, BUTLER_DATA), and that before the usual profile; without any of them it is the Butler at work on the data
 * folder of this user. A token given apart counts before the one that belongs to the server. Throws `server-absent`,
 * `address-invalid`, `profile-unknown` or `profiles-unreadable`.
 */
export async function chooseServer(options: ServerOptions, here: Surroundings): Promise<Chosen> {
  const { env } = here;
  const chosen = await chooseAddress(options, here);
  const { profile: _, ...server } = chosen;
  if (options.token !== undefined) return { ...server, token: options.token, tokenFrom: 'that of --token' };
  const token = env['BUTLER_TOKEN'];
  return token ? { ...server, token, tokenFrom: 'that of BUTLER_TOKEN' } : chosen;
}

async function chooseAddress(options: ServerOptions, here: Surroundings): Promise<Chosen> {
  const { env, home, platform } = here;
  const file = profilesFile(env, home, platform);
  const named = async (name: string) => ofProfile(name, getProfile(await readProfiles(file), name));
  const local = () => findLocal(here.dataFolder(options));

  if (options.server !== undefined) return await ofAddress(options.server, '--server', file);
  if (options.profile !== undefined) return await named(options.profile);
  if (options.data !== undefined) return await local();
  if (env['BUTLER_SERVER']) return await ofAddress(env['BUTLER_SERVER'], 'BUTLER_SERVER', file);
  if (env['BUTLER_PROFILE']) return await named(env['BUTLER_PROFILE']);
  if (env['BUTLER_DATA']) return await local();
  const { usual } = await readProfiles(file);
  return usual === undefined ? await local() : await named(usual);
}

/** A server that has a profile is known with its token, also when it is named by its address. */
async function ofAddress(given: string, addressFrom: string, file: string): Promise<Chosen> {
  const address = parseAddress(given);
  const { profiles } = await readProfiles(file);
  const [name, profile] = Object.entries(profiles).find(([, { server }]) => server === address) ?? [];
  if (name !== undefined && profile) return { ...ofProfile(name, profile), address, addressFrom };
  return { address, addressFrom, tokenFrom: 'none was given' };
}

function ofProfile(name: string, { server, token }: Profile): Chosen {
  const from = `the profile ${name}`;
  const address = parseAddress(server);
  return token === undefined
    ? { address, addressFrom: from, tokenFrom: `${from} has none` }
    : { address, addressFrom: from, token, tokenFrom: `that of ${from}`, profile: name };
}

async function findLocal(folder: string): Promise<Chosen> {
  const holder = await findHolder(folder);
  if (!holder) throw new ButlerError('server-absent', { folder });
  const { address, token, tokenFile } = holder;
  const addressFrom = oneLine(`the data folder ${folder}`);
  return token === undefined
    ? { address, addressFrom, tokenFrom: `there is none in ${oneLine(tokenFile)}` }
    : { address, addressFrom, token, tokenFrom: `that of ${oneLine(tokenFile)}` };
}
