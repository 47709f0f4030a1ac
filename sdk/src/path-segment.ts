/**
 * A value as one segment of a path. Throws a TypeError for what would ask for another address: nothing, or a segment that
 * leads upwards, which no encoding keeps from doing so.
 */
export function pathSegment(name: string, value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  if (text === '') throw new TypeError(`"${name}" is missing.`);
  if (text === '.' || text === '..') throw new TypeError(`"${name}" cannot be "${text}".`);
  return encodeURIComponent(text);
}
