import type { JsonOptions } from './options.ts';

/** Prints what a command found: as JSON in the shape of the API where that is asked for, else as people read it. */
export function print<Found>(found: Found, { json }: JsonOptions, format: (found: Found) => string): void {
  process.stdout.write(`${json ? JSON.stringify(found, undefined, 2) : format(found)}\n`);
}
