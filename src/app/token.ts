import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { describeSystemError } from '../files/write-error.ts';
import type { OwnersToken } from '../http/owners-token.ts';

/** Where the owner's token is kept, readable by the owner alone. */
export function tokenFile(data: string): string {
  return join(data, 'token');
}

/**
 * The token of a data folder, if it has one. Throws `data-folder-unwritable` where there is one that cannot be read: whoever
 * took that for none would put another in its place.
 */
export async function findToken(data: string): Promise<string | undefined> {
  try {
    return (await readFile(tokenFile(data), 'utf8')).trim() || undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    const cause = `its token cannot be read (${describeSystemError(error)})`;
    throw new ButlerError('data-folder-unwritable', { folder: data, cause }, { cause: error });
  }
}

/** The token given, or the one of the data folder, made on its first use. */
export async function findOrMakeToken(data: string, given: string | undefined): Promise<string> {
  return given ?? (await findToken(data)) ?? (await renewToken(data));
}

/** Makes a new token that of a data folder: 32 random bytes in base64url. A server at work does not learn of it. */
export async function renewToken(data: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await keepToken(data, token);
  return token;
}

/**
 * How the token of a server at work is renewed, which `given` is where it was started with one of its own. Who asks while
 * it is being renewed gets the same new one: the file and the server are never of two minds. Throws `token-given`.
 */
export function renewalOf(
  token: OwnersToken,
  data: string,
  given: string | undefined,
): () => Promise<string> {
  let renewing: Promise<string> | undefined;
  const renew = async () => {
    if (given !== undefined) throw new ButlerError('token-given', {});
    const renewed = await renewToken(data);
    token.replace(renewed);
    return renewed;
  };
  return () => {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
}

/** Makes a token that of a data folder. */
export async function keepToken(data: string, token: string): Promise<void> {
  const staged = `${tokenFile(data)}.partial`;
  await rm(staged, { force: true });
  await writeFile(staged, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await rename(staged, tokenFile(data));
}
