import { signal } from '@preact/signals';
import type { Api } from '../../../sdk/src/index.ts';
import { onEvents, onResync } from './events.ts';
import { later } from './later.ts';
import { server } from './session.ts';

/** A night to come, or the one that is open; instants in milliseconds since 1970 UTC. */
export interface ComingNight {
  readonly serviceDay: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly cutoffAt: number;
  readonly decisions: readonly Api.Decision[];
}

/**
 * The nights of the next service day on which a window opens: undefined until they are known, none where no window
 * opens within a week.
 */
export const comingNights = signal<readonly ComingNight[] | undefined>(undefined);

/** What changes the plan. */
const changing: ReadonlySet<string> = new Set(['decision', 'preference', 'night-ended', 'clock']);

export function startPlan(): void {
  onResync(reload);
  const soon = later(500, () => reload().catch(() => {}));
  onEvents(events => {
    if (events.some(event => changing.has(event.type) || (event.type === 'run' && event.run.endedAt))) soon();
  });
}

async function reload(): Promise<void> {
  const { items } = await server.peek().plan.list({ nights: 8 });
  const nights = items.flatMap(toNight);
  const [first] = nights;
  comingNights.value = nights.filter(({ serviceDay }) => serviceDay === first?.serviceDay);
}

function toNight({ serviceDay, opensAt, closesAt, cutoffAt, tasks }: Api.PlannedNight): ComingNight[] {
  if (opensAt === null || closesAt === null || cutoffAt === null) return [];
  const [opens, closes, cutoff] = [opensAt, closesAt, cutoffAt].map(text => Date.parse(text));
  if (opens === undefined || closes === undefined || cutoff === undefined) return [];
  return [{ serviceDay, opensAt: opens, closesAt: closes, cutoffAt: cutoff, decisions: tasks }];
}
