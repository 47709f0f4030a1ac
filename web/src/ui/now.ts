import { computed, signal } from '@preact/signals';

/** The wall clock of the server, once a second while somebody looks; milliseconds since 1970 UTC. */
export const second = signal(Date.now());

/** The same, once a minute: for what is told in minutes. */
export const minute = computed(() => Math.floor(second.value / 60_000) * 60_000);

let aheadMs = 0;

/** Told what the clock of the server says now: those of viewers may be wrong. */
export function setServerClock(at: number): void {
  aheadMs = at - Date.now();
  tick();
}

function tick(): void {
  if (!document.hidden) second.value = Date.now() + aheadMs;
}

setInterval(tick, 1000);
document.addEventListener('visibilitychange', tick);
