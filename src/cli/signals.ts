/** How long a stop in good order may take, in milliseconds; then the process ends, and the next start settles what is left. */
const longestStopMs = 4_500;

/**
 * Resolves, and aborts its signal, on the first Ctrl-C or SIGTERM. The second one ends the process at once, as it would
 * have without this.
 */
export function untilStopped(longestMs = longestStopMs): { promise: Promise<void>; signal: AbortSignal } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const abort = new AbortController();
  // `process.exit` waits for calls of the system that are under way, which on a share that is gone have no end.
  const end = (by: NodeJS.Signals) => process.kill(process.pid, by);
  const stop = (by: NodeJS.Signals) => {
    if (abort.signal.aborted) {
      process.off(by, stop);
      end(by);
      return;
    }
    setTimeout(() => end('SIGKILL'), longestMs).unref();
    abort.abort();
    resolve();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { promise, signal: abort.signal };
}
