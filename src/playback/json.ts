import { oneLine } from '../domain/one-line.ts';

/** What stands at a path of names in a JSON value; undefined where nothing does. */
export function findValue(json: unknown, ...path: readonly string[]): unknown {
  let value = json;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** The text at a path, on one line; a number counts as text, for templates write either. Undefined where it is empty. */
export function findText(json: unknown, ...path: readonly string[]): string | undefined {
  const value = findValue(json, ...path);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return oneLine(`${value}`.trim(), 200) || undefined;
}
