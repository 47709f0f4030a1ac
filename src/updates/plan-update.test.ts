import { expect, test } from 'vitest';
import { planUpdate } from './plan-update.ts';

const plan = (channel: 'public' | 'beta', installed: string, ...versions: string[]) =>
  planUpdate(
    versions.map(version => ({ version })),
    channel,
    installed,
  )?.version;

test.each([
  ['0.1.0', ['0.1.0'], undefined],
  ['0.1.0', ['0.0.9', '0.1.0-rc.1'], undefined],
  ['0.1.0', ['0.1.1', '0.10.0', '0.9.0'], '0.10.0'],
  ['0.1.0', ['0.2.0-beta.1'], undefined],
  ['0.2.0-beta.2', ['0.2.0'], '0.2.0'],
  ['1.0.0', [], undefined],
  ['1.0.0', ['v2.0.0', '2.0', 'latest', '../../2.0.0', '3.0.0+build', ' 4.0.0'], undefined],
])('of the public channel, after %s, among %j, it is %s', (installed, versions, expected) => {
  expect(plan('public', installed, ...versions)).toBe(expected);
});

test.each([
  ['0.1.0', ['0.2.0-beta.2', '0.2.0-beta.10'], '0.2.0-beta.10'],
  ['0.1.0', ['0.2.0-beta.1', '0.2.0'], '0.2.0'],
  ['0.2.0', ['0.2.0-beta.1'], undefined],
])('of the beta channel, after %s, among %j, it is %s', (installed, versions, expected) => {
  expect(plan('beta', installed, ...versions)).toBe(expected);
});
