/** The longest wait of timers, in milliseconds, on every platform: with a longer one they fire at once. */
const longest = 2 ** 31 - 1;

/** Like `setTimeout`, but that a wait of more than 24.8 days, or without end, is one of 24.8 days. */
export function startTimer(act: () => void, ms: number): ReturnType<typeof setTimeout> {
  return setTimeout(act, Math.min(ms, longest));
}
