import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatError } from '../../domain/errors.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { SpeechFacts, SubtitleOffset } from '../../domain/speech.ts';
import { estimateOffset } from '../../library/subtitles/estimate-offset.ts';
import { parseTimes, timedFormats } from '../../library/subtitles/parse-times.ts';

/** Raised when the same speech and the same subtitles give another result. */
const revision = 'subtitleFit:1';
/** Parts that are read at once. */
const batch = 50;
/** Bytes of a file that are read: subtitles of the longest film are a tenth of it. */
const mostBytes = 2_000_000;
/** From how far off on somebody notices, in ms. */
const noticeableMs = 500;

/** A subtitle file as it is now. */
interface Candidate {
  readonly file: string;
  readonly format: string;
  readonly state: string;
}

/**
 * Compares the subtitles beside films and episodes with their speech, where either is new. Returns how many of these
 * files are off, each of which is told in the log.
 */
export async function fitSubtitles(context: RunContext): Promise<number> {
  const { analyses, metadata, signal } = context;
  const parts = [...(await analyses.partsOf('movie')), ...(await analyses.partsOf('episode'))];
  let off = 0;
  for (let from = 0; from < parts.length; from += batch) {
    signal.throwIfAborted();
    const sidecars = await metadata.sidecarsOf(parts.slice(from, from + batch));
    const known = await analyses.findAll([...sidecars.keys()], 'subtitleFit');
    for (const [partId, all] of sidecars) {
      // What is forced are a few lines of another language.
      const timed = all.filter(
        ({ kind, format, isForced }) => kind === 'subtitle' && timedFormats.has(format) && !isForced,
      );
      const candidates = await look(timed);
      if (candidates.length === 0) continue;
      const version = versionOf(candidates);
      if (known.some(fit => fit.partId === partId && fit.version === version)) continue;
      const speech = await analyses.find(partId, 'speech');
      if (!speech) continue;
      const offsets = await compare(speech.value, candidates, context);
      await analyses.keep({ partId, kind: 'subtitleFit', version, value: { offsets } }, context.now());
      off += offsets.filter(isOff).length;
    }
  }
  return off;
}

async function look(
  sidecars: readonly { readonly file: string; readonly format: string }[],
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const { file, format } of sidecars) {
    // Without it there is nothing to compare: the next look beside the media tells that it has gone.
    const state = await stat(file).catch(() => undefined);
    if (state?.isFile()) found.push({ file, format, state: `${state.size} ${state.mtimeMs}` });
  }
  return found;
}

function versionOf(candidates: readonly Candidate[]): string {
  return `${revision},${createHash('sha1').update(JSON.stringify(candidates)).digest('hex')}`;
}

async function compare(
  { spans }: SpeechFacts,
  candidates: readonly Candidate[],
  { log }: RunContext,
): Promise<readonly SubtitleOffset[]> {
  const speech = spans.map(([fromMs, toMs]) => ({ fromMs, toMs }));
  const offsets: SubtitleOffset[] = [];
  for (const { file, format } of candidates) {
    try {
      const offset = estimateOffset(speech, parseTimes(await readText(file), format));
      if (!offset) continue;
      const found = { file, ...offset };
      offsets.push(found);
      if (isOff(found)) log('warn', `${basename(file)}: ${sayOffset(found)}`);
    } catch (error) {
      log('warn', `${basename(file)} cannot be compared with what is spoken: ${formatError(error)}`);
    }
  }
  return offsets;
}

function isOff({ offsetMs }: SubtitleOffset): boolean {
  return Math.abs(offsetMs) >= noticeableMs;
}

function sayOffset({ offsetMs }: SubtitleOffset): string {
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  return `its lines come ${seconds} s too ${offsetMs > 0 ? 'early' : 'late'} for what is spoken.`;
}

/** Its beginning where it is far too large. Times are in ASCII, whatever the lines are in. */
async function readText(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(mostBytes), position: 0 });
  const bytes = buffer.subarray(0, bytesRead);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(0, bytesRead & ~1)
      .swap16()
      .toString('utf16le');
  return bytes.toString('latin1');
}
