import { formatBytes } from '../../domain/amounts.ts';
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

  async run({ database, progress, signal }) {
    const { bytesBefore, bytesAfter } = await database.optimize(subtitle => progress({ subtitle }), signal);
    return `Optimized the database: ${formatBytes(bytesBefore)} before, ${formatBytes(bytesAfter)} now.`;
  },
};
