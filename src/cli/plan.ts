import { styleText } from 'node:util';
import { makePlan, type Plan, type PlannedNight } from '../app/plan.ts';
import { ButlerError } from '../domain/errors.ts';

/** As many service days as a plan tells, if nothing else is said; and at most. */
const usualNights = 3;
const mostNights = 3_660;

/** What the command line may say. */
export interface PlanOptions {
  readonly json?: true;
  readonly from?: string;
  readonly nights?: string;
  readonly zone?: string;
  readonly window?: readonly string[];
}

/** Prints what the nights to come will bring, and why. `data` is the data folder that counts, if one does. */
export async function printPlan(options: PlanOptions, data: string | undefined): Promise<void> {
  const { from, zone, window } = options;
  const nights = parseNights(options.nights);
  const plan = await makePlan({ data, windows: window?.join('; '), zone, from, nights }, Date.now());
  process.stdout.write(`${options.json ? JSON.stringify(plan, undefined, 2) : formatPlan(plan)}\n`);
}

/** A night a block, the tasks in a column. */
export function formatPlan({ windows, zone, nights }: Plan): string {
  const width = Math.max(0, ...nights.flatMap(({ tasks }) => tasks.map(({ title }) => title.length)));
  const blocks = nights.map(night => formatNight(night, width));
  return [`${styleText('dim', 'Windows')}  ${windows} (${zone})`, ...blocks].join('\n\n');
}

function formatNight({ sentence, tasks }: PlannedNight, width: number): string {
  const lines = tasks.map(
    ({ title, action, sentence }) =>
      `  ${title.padEnd(width)}  ${action === 'skip' ? styleText('dim', sentence) : sentence}`,
  );
  return [styleText('bold', sentence), ...lines].join('\n');
}

function parseNights(given: string | undefined): number {
  if (given === undefined) return usualNights;
  const nights = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (nights >= 1 && nights <= mostNights) return nights;
  throw new ButlerError('option-invalid', {
    option: '--nights',
    given,
    expected: `a whole number from 1 to ${mostNights}`,
  });
}
