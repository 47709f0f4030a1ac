import { ButlerError } from '../domain/errors.ts';

/** A whole number of an option, from 1 on. Throws `option-invalid`. */
export function parseCount(option: string, given: string | undefined, usual: number, most: number): number {
  if (given === undefined) return usual;
  const count = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (count >= 1 && count <= most) return count;
  throw new ButlerError('option-invalid', { option, given, expected: `a whole number from 1 to ${most}` });
}
