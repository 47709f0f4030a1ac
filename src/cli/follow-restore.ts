import type { Api, Butler } from '../../sdk/src/index.ts';
import { follow } from './follow.ts';

/**
 * Has a server begin to restore something, and follows it to its end, also while the server is away. Returns how it ended,
 * or how it stood when `signal` was aborted.
 */
export async function followRestore(
  butler: Butler,
  begin: () => Promise<Api.Restore>,
  onChange: (restore: Api.Restore) => void,
  signal: AbortSignal,
): Promise<Api.Restore | undefined> {
  const done = new AbortController();
  let known: Api.Restore | undefined;
  const take = (restore: Api.Restore | undefined) => {
    if (!restore || (known && (known.beganAt !== restore.beganAt || known.endedAt !== undefined))) return;
    known = restore;
    onChange(restore);
    if (restore.endedAt !== undefined) done.abort();
  };
  await follow(butler, {
    types: ['restore'],
    // It is begun once the stream is open, so that nothing of it is missed.
    lookUp: async () => {
      if (!known) take(await begin());
      // What became of it before that was answered is asked for too.
      take((await butler.safekeeping.lastRestore()).restore);
    },
    onEvent: event => {
      if (event.type === 'restore' && known) take(event.restore);
    },
    signal: AbortSignal.any([signal, done.signal]),
  });
  return known;
}
