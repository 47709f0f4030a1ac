import { formatCount, formatNumber } from '../../domain/amounts.ts';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import type { ActTask } from '../../domain/task-definition.ts';

const enabled: Preference<'bool'> = {
  id: 'ButlerTaskOptimizeDatabase',
  type: 'bool',
  default: true,
  label: 'Optimize database every week',
  summary: 'Gives unused space back to the disk and brings up to date what queries are planned by.',
  group: 'butler',
};

export const optimizeDatabase: ActTask = {
  kind: 'act',
  name: 'OptimizeDatabase',
  title: 'Optimize Database',
  description: "Check the server's database and make it small and fast again",
  group: 'housekeeping',
  intervalDays: 7,
  spread: false,
  endPolicy: 'finish',
  priority: 50,
  activityType: 'database.optimize',
  enabledBy: enabled,
  preferences: [],

  async run({ database, log, progress, signal }) {
    let step = '';
    let since = performance.now();
    const begin = (next: string) => {
      if (next === step) return;
      if (step !== '') log('debug', `${step}: ${formatMs(performance.now() - since)}`);
      step = next;
      since = performance.now();
    };
    const { bytesBefore, bytesAfter, unusedBefore, unusedAfter, isRewritten } = await database.optimize(
      (next, left) => {
        begin(next);
        progress({ subtitle: left === undefined ? next : `${next}: ${formatCount(left, 'page')} left` });
      },
      signal,
    );
    begin('');
    return say(isRewritten ? 'database-rewritten' : 'database-optimized', {
      before: bytesBefore,
      unusedBefore,
      after: bytesAfter,
      unusedAfter,
    });
  },
};

function formatMs(ms: number): string {
  return `${formatNumber(Math.round(ms))} ms`;
}
