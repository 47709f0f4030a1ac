import type { Storage } from './disks.ts';

/**
 * How many may read at once. A spinning disk reads one file several times as fast as two by turns; a network has a
 * delay that a second reader can use.
 */
const mostReaders: Readonly<Record<Storage['kind'], number>> = {
  spinning: 1,
  network: 2,
  solid: Number.POSITIVE_INFINITY,
  unknown: Number.POSITIVE_INFINITY,
};

/** Whether one more may read from `storage`, while others read from these. */
export function mayRead(storage: Storage, inHand: readonly Storage[]): boolean {
  const most = mostReaders[storage.kind];
  return storage.disks.every(disk => inHand.filter(({ disks }) => disks.includes(disk)).length < most);
}
