import type { Span } from '../sound/span.ts';
import { frameMs } from './model.ts';

/** Silero's own parameters (`get_speech_timestamps`): a probability at which speech begins, and below which it ends. */
const begins = 0.5;
const ends = 0.35;
/** Shorter speech is a noise, a shorter pause is none; and what is added at both ends. In ms. */
const leastSpeech = 250;
const leastPause = 100;
const padding = 30;

/**
 * Spans of speech, in ms from the first frame.
 *
 * @param probabilities of speech, frame by frame
 */
export function findSpeech(probabilities: Iterable<number>): readonly Span[] {
  const found: Span[] = [];
  let from: number | undefined;
  let pause: number | undefined;
  let frame = 0;
  const end = (at: number) => {
    if (from !== undefined && (at - from) * frameMs >= leastSpeech)
      found.push({ fromMs: from * frameMs, toMs: at * frameMs });
    from = pause = undefined;
  };
  for (const probability of probabilities) {
    if (probability >= begins) {
      from ??= frame;
      pause = undefined;
    } else if (probability < ends && from !== undefined) {
      pause ??= frame;
      if ((frame - pause) * frameMs >= leastPause) end(pause);
    }
    frame++;
  }
  end(pause ?? frame);
  // Pauses are longer than both paddings: spans stay apart.
  const lengthMs = frame * frameMs;
  return found.map(({ fromMs, toMs }) => ({
    fromMs: Math.max(0, fromMs - padding),
    toMs: Math.min(lengthMs, toMs + padding),
  }));
}
