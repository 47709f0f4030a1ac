import type { NotDownloaded } from '../../download/receive.ts';

const mostTries = 4;
const firstDelayMs = 1_000;
/** Who wants to be left alone for longer than this is asked again on another night. */
const mostPatienceMs = 120_000;

/**
 * After how many milliseconds a request is worth another try; undefined where it is not. Only what passes by itself is:
 * too many requests (429), faults of the server (5xx), and answers that do not come in time. Delays double from one
 * second, are drawn from their upper half so that many clients do not come back together, and are never shorter than the
 * server asks for.
 *
 * @param tries so far, from 1
 * @param random in [0, 1)
 */
export function planRetry({ failure }: NotDownloaded, tries: number, random: number): number | undefined {
  const { status = 0, isSlow = false, retryAfterMs = 0 } = failure;
  const passes = status === 429 || status >= 500 || isSlow;
  if (!passes || tries >= mostTries || retryAfterMs > mostPatienceMs) return undefined;
  const delayMs = firstDelayMs * 2 ** (tries - 1);
  return Math.max(retryAfterMs, delayMs * (0.5 + random / 2));
}
