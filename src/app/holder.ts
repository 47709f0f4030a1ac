import { findNote } from '../store/holder.ts';
import { DataFolderLock } from '../store/lock.ts';
import { findToken, tokenFile } from './token.ts';

/** The server at work on a data folder, as clients of this machine reach it. */
export interface ReachableHolder {
  /** `http://127.0.0.1:32500` */
  readonly address: string;
  /** The owner's; absent where this user may not read it, or the server was started with another one and none was ever made. */
  readonly token?: string;
  readonly tokenFile: string;
}

/**
 * The server that holds a data folder, as it wrote itself down; undefined where there is none, or none that listens yet.
 */
export async function findHolder(data: string): Promise<ReachableHolder | undefined> {
  const { address } = findNote(data) ?? {};
  // Who died without a word may still stand there.
  if (address === undefined || !DataFolderLock.isHeld(data)) return undefined;
  // It may be another user's.
  const token = await findToken(data).catch(() => undefined);
  return { address: reachable(address), tokenFile: tokenFile(data), ...(token && { token }) };
}

/** Who listens on every address of a machine is asked on its own one. */
function reachable(address: string): string {
  return address.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
