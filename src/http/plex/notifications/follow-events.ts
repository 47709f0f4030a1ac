import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../../../domain/events.ts';

/** Listens to some events, until the function is called that it returns. */
export function followEvents(
  events: EventEmitter<ButlerEvents>,
  listeners: { readonly [Name in keyof ButlerEvents]?: (...args: ButlerEvents[Name]) => void },
): () => void {
  const pairs = Object.entries(listeners) as [keyof ButlerEvents, () => void][];
  for (const [name, listener] of pairs) events.on(name, listener);
  return () => {
    for (const [name, listener] of pairs) events.off(name, listener);
  };
}
