import { expect, test } from 'vitest';
import type { Storage } from './disks.ts';
import { mayRead } from './reader-limit.ts';

const spinning = (...disks: string[]): Storage => ({ kind: 'spinning', disks });
const share: Storage = { kind: 'network', disks: ['nas'] };
const solid: Storage = { kind: 'solid', disks: [] };
const unknown: Storage = { kind: 'unknown', disks: [] };

test.each<[string, Storage, readonly Storage[], boolean]>([
  ['one from a spinning disk', spinning('sda'), [], true],
  ['not two from a spinning disk', spinning('sda'), [spinning('sda')], false],
  ['two from two disks', spinning('sda'), [spinning('sdb')], true],
  ['not from an array while one of its disks is read', spinning('sda', 'sdb'), [spinning('sdb')], false],
  ['not from a disk while its array is read', spinning('sdb'), [spinning('sda', 'sdb')], false],
  ['two over the network', share, [share], true],
  ['not three over the network', share, [share, share], false],
  ['from another server', { kind: 'network', disks: ['attic'] }, [share, share], true],
  ['any number from a solid disk', solid, Array<Storage>(63).fill(solid), true],
  ['any number from what is unknown', unknown, [...Array<Storage>(63).fill(unknown), spinning('sda')], true],
])('reads %s', (_, wanted, inHand, expected) => {
  expect(mayRead(wanted, inHand)).toBe(expected);
});
