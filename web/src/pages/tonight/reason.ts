import type { Api } from '../../../../sdk/src/index.ts';
import { zone } from '../../data/server.ts';
import { formatDate, formatTime } from '../../i18n/format.ts';
import { hasMessage, language, t, tell } from '../../i18n/i18n.ts';
import { explainPause } from '../../i18n/pauses.ts';

const dayMs = 86_400_000;

/** Why a task does not run now: what rests all of them is told once, in another place. */
export function explainWaiting(task: Api.Task, decision: Api.Decision): string {
  const { pause, name } = task;
  return pause?.scope === name ? explainPause(pause) : explainDecision(decision, task);
}

/** Why a task does what it does. The server says it in English, in full; other languages say it by its reason. */
function explainDecision(decision: Api.Decision, { intervalDays, last }: Api.Task): string {
  // The clock shows the window that the sentence would name.
  if (language.value === 'en' && decision.action === 'skip') return decision.sentence;
  const time =
    decision.plannedAt === undefined ? undefined : formatTime(Date.parse(decision.plannedAt), zone.value);
  if (decision.reason === 'due')
    return time === undefined ? t('reason.startsNow') : t('reason.startsAt', { time });
  if (decision.reason === 'not-due' && last?.state === 'succeeded') {
    const due = Date.parse(last.serviceDay) + intervalDays * dayMs;
    const day = formatDate(due, { weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
    return t('reason.dueOn', { day, count: intervalDays });
  }
  if (decision.reason === 'not-enough-spacing' && decision.notBefore !== undefined) {
    const from = Date.parse(decision.notBefore);
    const day = formatDate(from, { weekday: 'long' }, zone.value);
    return t('reason.spacedUntil', { day, time: formatTime(from, zone.value) });
  }
  const key = `reason.${decision.reason}`;
  return hasMessage(key)
    ? tell(key, { count: intervalDays, ...(time !== undefined && { time }) })
    : decision.sentence;
}
