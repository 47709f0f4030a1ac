import { expect, test } from 'vitest';
import type { SourceChannel } from '../domain/guide.ts';
import { mergeChannels } from './merge-channels.ts';

const channel = (xmltvId: string, ...names: string[]): SourceChannel => ({ xmltvId, names });

test('channels with one id are one, whatever its case, with all their names and the first icon', () => {
  const merged = mergeChannels([
    { importId: 1, channels: [channel('BBC1.uk', 'BBC One')] },
    { importId: 2, channels: [channel('x', 'X'), { ...channel('bbc1.uk', '1', 'BBC One'), icon: 'i' }] },
  ]);
  expect(merged).toEqual([
    {
      key: 'bbc1.uk',
      names: ['BBC One', '1'],
      icon: 'i',
      members: [
        { importId: 1, channel: 0 },
        { importId: 2, channel: 1 },
      ],
    },
    { key: 'x', names: ['X'], members: [{ importId: 2, channel: 0 }] },
  ]);
});

test('channels with one name are one, case and spaces aside', () => {
  const merged = mergeChannels([
    { importId: 1, channels: [channel('one', 'Das Erste')] },
    { importId: 2, channels: [channel('ard.de', 'DasErste', 'ARD')] },
    { importId: 3, channels: [channel('daserste', 'ard')] },
  ]);
  expect(merged.map(({ key, members }) => [key, members.length])).toEqual([['one', 3]]);
});

test.each([
  ['a number', [channel('a', '101')], [channel('b', '101')]],
  ['a name that two have', [channel('a', 'Sport'), channel('b', 'Sport')], [channel('c', 'Sport')]],
])('%s makes no two channels one', (_, first, second) => {
  const merged = mergeChannels([
    { importId: 1, channels: first },
    { importId: 2, channels: second },
  ]);
  expect(merged).toHaveLength(first.length + second.length);
});

test('of one source, a second channel with the name of the first stays its own', () => {
  const merged = mergeChannels([
    { importId: 1, channels: [channel('a', 'News')] },
    { importId: 2, channels: [channel('b', 'News'), channel('c', 'News')] },
  ]);
  expect(merged.map(({ key }) => key)).toEqual(['a', 'c']);
});
