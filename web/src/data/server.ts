import { computed, signal } from '@preact/signals';
import type { Api } from '../../../sdk/src/index.ts';
import { t } from '../i18n/i18n.ts';
import { setServerClock } from '../ui/now.ts';
import { say } from '../ui/toasts.tsx';
import { onResync } from './events.ts';
import { isRestoring } from './restore.ts';
import { server } from './session.ts';

const about = signal<Api.Server | undefined>(undefined);

export const serverName = computed(() => about.value?.name ?? 'Butler');
export const serverVersion = computed(() => about.value?.version);

/** IANA name of the zone by whose clock the windows open; that of the viewer until it is known. */
export const zone = computed(() => about.value?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);

export function startServerFacts(): void {
  onResync(async () => {
    const before = about.peek();
    // It left for that, and what came of it is said instead.
    const wasRestoring = isRestoring.peek();
    const found = await server.peek().about.server();
    setServerClock(Date.parse(found.now));
    about.value = found;
    if (before && before.startedAt !== found.startedAt && !wasRestoring) say(t('connection.restarted'));
  });
}
