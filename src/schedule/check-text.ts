import { ButlerError, isError } from '../domain/errors.ts';

/** Throws `schedule-text`. */
export function refuseText(given: string, expected: string): never {
  throw new ButlerError('schedule-text', { given, expected });
}

/** The check that goes with a parser: what a text must be, when it is not. */
export function checkBy(parse: (text: string) => unknown): (text: string) => string | undefined {
  return text => {
    try {
      parse(text);
      return undefined;
    } catch (error) {
      if (!isError(error, 'schedule-text')) throw error;
      return error.parameters.expected;
    }
  };
}
