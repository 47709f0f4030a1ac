import { ButlerError } from '../domain/errors.ts';
import { say } from '../domain/phrases.ts';
import type { Preference, PreferenceType, PreferenceValues } from '../domain/preference.ts';

type Value = PreferenceValues[PreferenceType];

/** How a value of each type is written; undefined for text that is none. */
const readers: { [T in PreferenceType]: (text: string) => PreferenceValues[T] | undefined } = {
  bool: text =>
    text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined,
  int: text => (/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  double: text =>
    /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined,
  text: text => (isOneLine(text) ? text : undefined),
};

/**
 * Reads a value as clients write it and as it is stored; the inverse of {@link formatValue}. Booleans come as `true`,
 * `false`, `1` or `0`. Throws `preference-value` for what is not of the type, the range or the choices, or fails the
 * preference's own check; it does not repeat a secret.
 */
export function parseValue<T extends PreferenceType>(
  preference: Preference<T>,
  text: string,
): PreferenceValues[T] {
  const value = readers[preference.type](text) as PreferenceValues[T] | undefined;
  const expected =
    value === undefined || !admits(preference, value) ? describe(preference) : preference.check?.(value);
  if (expected !== undefined) {
    const given = preference.secret ? '…' : text;
    throw new ButlerError('preference-value', { id: preference.id, given, expected });
  }
  return value as PreferenceValues[T];
}

export function formatValue(value: Value): string {
  return String(value);
}

function admits(preference: Preference, value: Value): boolean {
  const { choices, range } = preference;
  if (choices && !choices.some(([choice]) => choice === value)) return false;
  return !range || (typeof value === 'number' && value >= range[0] && value <= range[1]);
}

function describe({ type, choices, range }: Preference): string {
  if (choices) return say('expect-one-of', { choices: choices.map(([choice]) => choice).join(', ') });
  const within = range && { least: String(range[0]), most: String(range[1]) };
  switch (type) {
    case 'bool':
      return say('expect-bool', {});
    case 'int':
      return say('expect-whole', { ...within });
    case 'double':
      return say('expect-number', { ...within });
    case 'text':
      return say('expect-line', {});
  }
}

/** Control characters could forge log lines and break XML; 4,096 characters hold the longest path. */
function isOneLine(text: string): boolean {
  return text.length <= 4096 && !/\p{Cc}|[\u2028\u2029]/u.test(text) && text.isWellFormed();
}
