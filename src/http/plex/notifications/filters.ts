import type { Notification } from './notification.ts';

/** Whether a client wants notifications of a type. */
export type Filter = (type: Notification['type']) => boolean;

/**
 * What a client asks for in the query, by Plex's rules: `filters=activity,timeline` for these types only,
 * `filters=-timeline` for all but these, and an empty one for all. Without it, it is all but the log, which Butler does
 * not send. The SDKs made from Plex's description call the parameter `filter`, and may repeat it.
 */
export function parseFilters(query: URLSearchParams): Filter {
  const given = [...query.getAll('filters'), ...query.getAll('filter')].join(',');
  const isExclusion = given.startsWith('-');
  const names = new Set((isExclusion ? given.slice(1) : given).split(',').filter(name => name !== ''));
  if (names.size === 0) return () => true;
  return type => names.has(type) !== isExclusion;
}
