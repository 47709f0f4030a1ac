import { homedir } from 'node:os';
import type { Butler } from '../../sdk/src/index.ts';
import { NotButlerError } from '../../sdk/src/index.ts';
import { isError } from '../domain/errors.ts';
import { type Chosen, chooseServer } from './connect/choose.ts';
import { connect, describeFailure } from './connect/connect.ts';
import { type ClientOptions, dataFolder } from './options.ts';

/** The server that is meant; see {@link chooseServer}. */
export function chosenServer(options: ClientOptions): Promise<Chosen> {
  const here = { env: process.env, home: homedir(), platform: process.platform, dataFolder };
  return chooseServer(options, here);
}

/** Has something done by the server that is meant. Throws what went wrong as people are told of it. */
export async function askServer<Result>(
  options: ClientOptions,
  ask: (butler: Butler, server: Chosen) => Promise<Result>,
): Promise<Result> {
  const server = await chosenServer(options);
  try {
    return await ask(connect(server), server);
  } catch (error) {
    throw describeFailure(error, server);
  }
}

/** What Butler's own API answers or, where the server turns out to be a Plex Media Server, what that can tell instead. */
export async function orOfPlex<Result>(
  asked: Promise<Result>,
  ofPlex: () => Promise<Result>,
): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotButlerError) return await ofPlex();
    throw error;
  }
}

/**
 * Has something done by the server that is named or, where none is, by the one at work on the data folder: it alone may
 * write there. Where nobody is at work, `local` does it.
 */
export async function askServerOr<Result>(
  options: ClientOptions,
  ask: (butler: Butler, server: Chosen) => Promise<Result>,
  local: () => Promise<Result>,
): Promise<Result> {
  try {
    return await askServer(options, ask);
  } catch (error) {
    if (isError(error, 'server-absent')) return await local();
    throw error;
  }
}
