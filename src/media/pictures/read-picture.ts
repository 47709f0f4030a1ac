import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Larger files are no pictures that anybody shows. */
const mostBytes = 200_000_000;

/** The content of a picture's file. Never waits for whoever is at the other end of a pipe. */
export function readPicture(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error('it is no file');
    if (stats.size > mostBytes) throw new Error(`it has more than ${mostBytes / 1e6} MB`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
