import { computed } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { type ComingNight, comingNights } from '../../data/plan.ts';
import { type LiveTask, tasks } from '../../data/tasks.ts';

/** A task on the clock of the night. Instants in milliseconds since 1970 UTC. */
export interface ClockRow {
  readonly live: LiveTask;
  readonly kind: 'planned' | 'running' | 'done';
  readonly from: number;
  /** Absent while it is planned or runs. */
  readonly to?: number;
  /** What the plan says of it for this night; absent for what runs or ran. */
  readonly decision?: Api.Decision;
  /** Where it could have been placed at random. */
  readonly spread?: ComingNight;
}

function inState(state: Api.Run['state']): LiveTask[] {
  return (tasks.value ?? []).filter(({ task }) => task.value.active?.state === state);
}

export const running = computed(() => inState('running').toSorted((a, b) => startOf(a) - startOf(b)));

/** What waits for its turn. */
export const waiting = computed(() => inState('queued'));

/** What has its place in the night, by when it starts: done, running and planned. */
export const onTheClock = computed(() => {
  const nights = comingNights.value ?? [];
  const rows = (tasks.value ?? []).flatMap(live => {
    const row = findRow(live, nights);
    return row ? [row] : [];
  });
  return rows.toSorted((a, b) => a.from - b.from);
});

/** All others: they do not run tonight. What is switched off comes last. */
export const resting = computed(() => {
  const shown = new Set([...running.value, ...waiting.value, ...onTheClock.value.map(({ live }) => live)]);
  const others = (tasks.value ?? []).filter(live => !shown.has(live));
  const isOff = ({ task }: LiveTask) => !task.value.enabled;
  return [...others.filter(live => !isOff(live)), ...others.filter(isOff)];
});

/** What the plan says of a task for tonight, or else for now. */
export function decisionTonight({ name, decision }: Api.Task): Api.Decision {
  const [night] = comingNights.value ?? [];
  return (night && findDecision(night.decisions, name)) ?? decision;
}

function findRow(live: LiveTask, nights: readonly ComingNight[]): ClockRow | undefined {
  const { name, active, last, spread } = live.task.value;
  if (active?.state === 'running') return { live, kind: 'running', from: startOf(live) };
  const night = nights.find(({ decisions }) => plannedAt(findDecision(decisions, name)) !== undefined);
  const decision = night && findDecision(night.decisions, name);
  // Placed already, or foretold.
  const from = active?.plannedAt ? Date.parse(active.plannedAt) : plannedAt(decision);
  if (from !== undefined) {
    return {
      live,
      kind: 'planned',
      from,
      ...(decision && { decision }),
      ...(spread && night && { spread: night }),
    };
  }
  const [first] = nights;
  if (!first || !last?.startedAt || !last.endedAt || active) return undefined;
  const [startedAt, endedAt] = [Date.parse(last.startedAt), Date.parse(last.endedAt)];
  const isOfNight = nights.some(({ opensAt, closesAt }) => startedAt < closesAt && endedAt > opensAt);
  return isOfNight ? { live, kind: 'done', from: startedAt, to: endedAt } : undefined;
}

function findDecision(decisions: readonly Api.Decision[], name: string): Api.Decision | undefined {
  return decisions.find(({ task }) => task === name);
}

function plannedAt(decision: Api.Decision | undefined): number | undefined {
  return decision?.plannedAt === undefined || decision.action === 'skip'
    ? undefined
    : Date.parse(decision.plannedAt);
}

function startOf({ task }: LiveTask): number {
  const active = task.value.active;
  return Date.parse(active?.startedAt ?? active?.createdAt ?? '');
}
