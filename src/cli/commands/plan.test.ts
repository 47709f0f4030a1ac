import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Plan } from '../../app/plan.ts';
import { formatPlan } from './plan.ts';

test('a night is a block, and what it brings a column', () => {
  const instants = { windowId: null, opensAt: null, closesAt: null, cutoffAt: null };
  const skip = { action: 'skip', reason: 'not-due', plannedAt: null } as const;
  const plan: Plan = {
    from: '2027-06-01T12:00:00+02:00',
    zone: 'Europe/Berlin',
    windows: '02:00-05:00',
    nights: [
      {
        ...instants,
        serviceDay: '2027-06-02',
        sentence: 'Wednesday 2 June 2027.',
        tasks: [
          { ...skip, task: 'BackupDatabase', title: 'Backup Database', sentence: 'Not due.' },
          { ...skip, task: 'RefreshLibraries', title: 'Refresh Libraries', sentence: 'Starts at 02:00.' },
        ],
      },
      { ...instants, serviceDay: '2027-06-03', sentence: 'Thursday 3 June 2027.', tasks: [] },
    ],
  };
  expect(stripVTControlCharacters(formatPlan(plan))).toBe(
    [
      'Windows  02:00-05:00 (Europe/Berlin)',
      '',
      'Wednesday 2 June 2027.',
      '  Backup Database    Not due.',
      '  Refresh Libraries  Starts at 02:00.',
      '',
      'Thursday 3 June 2027.',
    ].join('\n'),
  );
});
