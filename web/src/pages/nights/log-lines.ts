import type { Api } from '../../../../sdk/src/index.ts';

type Level = Api.LogLine['level'];
export type Line = Pick<Api.LogLine, 'at' | 'level' | 'message'>;

export const levels: readonly Level[] = ['debug', 'info', 'warn', 'error'];

/** What of a log is shown. */
export interface Wanted {
  /** This level, and those that are worse. */
  readonly level: Level;
  readonly text: string;
}

/** Whether a line that was just said is one of those that the server would find. */
export function fits({ level, message }: Line, wanted: Wanted): boolean {
  return (
    levels.indexOf(level) >= levels.indexOf(wanted.level) &&
    message.toLowerCase().includes(wanted.text.toLowerCase())
  );
}

/**
 * Lines that were heard, and lines that were read, each newest first, as one list: what was said while the log was read
 * may be in both.
 */
export function joinLines(heard: readonly Line[], read: readonly Line[]): Line[] {
  const known = new Set(read.map(keyOf));
  return [...heard.filter(line => !known.has(keyOf(line))), ...read];
}

/** A line has no number when it is heard. */
function keyOf({ at, level, message }: Line): string {
  return `${at} ${level} ${message}`;
}
