import { computed, signal } from '@preact/signals';
import type { Api } from '../../../sdk/src/index.ts';
import { t } from '../i18n/i18n.ts';
import { complain, say } from '../ui/toasts.tsx';
import { onEvents, onResync } from './events.ts';
import { server } from './session.ts';

/** How the last restore of a backup went, or goes; absent where there was none, or it is not known yet. */
export const lastRestore = signal<Api.Restore | undefined>(undefined);

/** While it goes on the server leaves, and comes back. */
export const isRestoring = computed(() => lastRestore.value !== undefined && !lastRestore.value.endedAt);

export function startRestores(): void {
  onResync(async () => take((await server.peek().safekeeping.lastRestore()).restore));
  onEvents(events => {
    for (const event of events) if (event.type === 'restore') take(event.restore);
  });
}

/** Shows one that was begun here; events may have told more of it before the answer came. */
export function showBegun(restore: Api.Restore): void {
  if (lastRestore.peek()?.beganAt !== restore.beganAt) take(restore);
}

/** Its end is said to whoever has seen it going on, wherever they look. */
function take(restore: Api.Restore | undefined): void {
  const wasGoingOn = isRestoring.peek();
  lastRestore.value = restore;
  if (!wasGoingOn || !restore?.endedAt) return;
  if (restore.state === 'succeeded') say(t('restore.isDone'));
  else complain(t('restore.hasFailed'));
}
