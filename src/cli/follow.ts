import type { Butler, Event } from '../../sdk/src/index.ts';

/** What is done while events are followed. */
export interface Following {
  readonly types: readonly Event['type'][];
  /** Asks for what happened before the stream was open, or while it was broken. */
  readonly lookUp: () => Promise<void>;
  readonly onEvent: (event: Event) => void;
  /** Ends it when it aborts. */
  readonly signal: AbortSignal;
}

/** Follows events, whatever becomes of the connection. Rejects where the server cannot be asked any more. */
export async function follow(butler: Butler, { types, lookUp, onEvent, signal }: Following): Promise<void> {
  const failed = new AbortController();
  let lookedUp = Promise.resolve();
  const events = butler.events({
    types,
    signal: AbortSignal.any([signal, failed.signal]),
    onConnection: isOpen => {
      if (isOpen) lookedUp = lookedUp.then(lookUp);
      // Whoever awaits it is told; until then nobody need be.
      lookedUp.catch(() => failed.abort());
    },
  });
  for await (const event of events) {
    if (event.type === 'resync') await lookUp();
    else onEvent(event);
  }
  await lookedUp;
}
