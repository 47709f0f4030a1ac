import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../domain/events.ts';

/** Longer than workers without work stay, in milliseconds: what they left behind is gone too. */
const quietAfterMs = 20_000;

/**
 * Has the garbage collected when runs have been silent for a while. V8 keeps the pages of a busy time until it collects
 * again, and a server that idles gives it no reason to: 8 MB after a small maintenance. `collect` is `globalThis.gc`,
 * which is there when Node was started with `--expose-gc`.
 */
export function collectWhenQuiet(
  events: EventEmitter<ButlerEvents>,
  collect: (() => void) | undefined,
  quietMs = quietAfterMs,
): void {
  if (!collect) return;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    timer ??= setTimeout(() => collect(), quietMs).unref();
    timer.refresh();
  };
  events.on('run', wait);
  events.on('progress', wait);
}
