/** How long a stop in good order may take; then the process ends, and the next start settles what is left. */
const longestStopMs = 4_500;

/** Resolves, and aborts its signal, on the first Ctrl-C or SIGTERM. The second one ends the process at once. */
export function untilStopped(): { promise: Promise<void>; signal: AbortSignal } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const abort = new AbortController();
  const stop = () => {
    if (abort.signal.aborted) process.exit(130);
    setTimeout(() => process.exit(1), longestStopMs).unref();
    abort.abort();
    resolve();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { promise, signal: abort.signal };
}
