import { formatNumber } from '../../domain/amounts.ts';
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
    let last = performance.now();
    let step = '';
    const end = (next: string) => {
      if (step !== '') log('debug', `${step}: ${formatMs(performance.now() - last)}`);
      [step, last] = [next.replace(/^[\d,]+ free pages?/, 'free pages'), performance.now()];
    };
    const { bytesBefore, bytesAfter, unusedBefore, unusedAfter, isRewritten } = await database.optimize(
      subtitle => {
        progress({ subtitle });
        if (!subtitle.includes('free page') || !step.includes('free page')) end(subtitle);
      },
      signal,
    );
    end('');
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
