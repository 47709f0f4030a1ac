import { sql } from 'kysely';

/** Ids for `where … in`, as one parameter: the statement stays the same however many they are. */
export function idList(ids: Iterable<number>) {
  return sql<number>`(select value from json_each(${JSON.stringify([...ids])}))`;
}
