import { expect, test } from 'vitest';
import { parseFilters } from './filters.ts';
import type { Notification } from './notification.ts';

const types = ['activity', 'preference', 'status', 'timeline'] as const satisfies Notification['type'][];

test.each([
  ['', [...types]],
  ['filters=', [...types]],
  ['filters=-log', [...types]],
  ['filters=activity', ['activity']],
  ['filters=timeline,activity', ['activity', 'timeline']],
  ['filters=-timeline,activity', ['preference', 'status']],
  ['filters=log', []],
  ['filter=status', ['status']],
  ['filter=status&filter=activity', ['activity', 'status']],
  ['filters=Activity', []],
  ['filters=__proto__', []],
  ['filters=,', [...types]],
])('?%s asks for %j', (query, wanted) => {
  expect(types.filter(parseFilters(new URLSearchParams(query)))).toEqual(wanted);
});
