import { isAbsolute } from 'node:path';

/** A program and its arguments. */
export type CommandLine = readonly [program: string, ...rest: string[]];

/**
 * Reads the path of a program, or a program and its arguments as a JSON array of text; undefined for anything else.
 * The program is an absolute path or, in an array, a name that is looked for in `PATH`. No shell ever reads it.
 */
export function parseCommandLine(text: string): CommandLine | undefined {
  if (isAbsolute(text)) return [text];
  const words = parseJson(text);
  if (!Array.isArray(words) || !words.every(isWord)) return undefined;
  const [program, ...rest] = words;
  return program && (isAbsolute(program) || /^[^/\\]+$/.test(program)) ? [program, ...rest] : undefined;
}

/** The system ends a word at the first NUL. */
function isWord(word: unknown): word is string {
  return typeof word === 'string' && !word.includes('\0');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
