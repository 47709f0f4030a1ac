import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AV_LOG_INFO } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { ChapterFacts } from '../../domain/media.ts';
import type { Demuxer } from '../reading/demuxer.ts';

/**
 * Reads the chapters of a file. FFmpeg parses them in every container, but node-av has no way to ask for them; what it
 * has is FFmpeg's own description of a file, which goes to the log. The log is one for the whole process, and its lines
 * come in later turns of the event loop: only one file at a time may be asked.
 *
 * @param durationMs the end of a last chapter that has none
 */
export async function readChapters(
  demuxer: Demuxer,
  durationMs: number | undefined,
): Promise<ChapterFacts[]> {
  const end = randomUUID();
  const pieces: string[] = [];
  Log.setCallback((_level, piece) => pieces.push(piece), { maxLevel: AV_LOG_INFO });
  try {
    demuxer.context.dumpFormat(0, '', false);
    Log.log(AV_LOG_INFO, end);
    while (!pieces.includes(end)) await nextTurn();
  } finally {
    Log.resetCallback();
  }
  return parseDump(pieces.slice(0, pieces.indexOf(end)), durationMs);
}

/** Chapters of one file that are told: a header may have any number. */
const mostChapters = 10_000;

/**
 * Parses the pieces in which `av_dump_format` writes (libavformat/dump.c), each without the line feed at its end:
 *
 *     |    Chapter #0:1: |start 5.000000, |end 9.500000|      Metadata:|        title           : |The heist||
 */
function parseDump(pieces: readonly string[], durationMs: number | undefined): ChapterFacts[] {
  const found: { startMs: number; endMs: number; title: string }[] = [];
  let isTitle = false;
  for (const [i, piece] of pieces.entries()) {
    const startMs = parseSeconds(/^start (-?[\d.]+), $/, pieces[i + 1]);
    const endMs = parseSeconds(/^end (-?[\d.]+)$/, pieces[i + 2]);
    const chapter = found.at(-1);
    if (/^ {4}Chapter #0:\d+: $/.test(piece) && startMs !== undefined && endMs !== undefined) {
      if (found.length === mostChapters) break;
      found.push({ startMs: Math.max(0, startMs), endMs, title: '' });
      isTitle = false;
    } else if (/^ {2}Stream #0/.test(piece)) {
      break;
    } else if (/^ {8}title {11}: $/.test(piece)) {
      isTitle = true;
    } else if (piece === '') {
      isTitle = false;
    } else if (isTitle && chapter) {
      // A line break within a value comes as a line break and the indentation.
      chapter.title += /^\n +: $/.test(piece) ? ' ' : piece;
    }
  }
  return found.map(({ startMs, endMs, title }, n) => {
    const nextMs = found[n + 1]?.startMs ?? durationMs ?? startMs;
    const name = title.replaceAll(/\s+/g, ' ').trim();
    return {
      startMs,
      endMs: Math.max(startMs, endMs > startMs ? endMs : nextMs),
      ...(name && { title: name }),
    };
  });
}

function parseSeconds(pattern: RegExp, piece: string | undefined): number | undefined {
  const seconds = piece?.match(pattern)?.[1];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}
