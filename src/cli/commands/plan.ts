import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Plan, PlannedNight } from '../../app/plan.ts';
import { ButlerError } from '../../domain/errors.ts';
import { collect, type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';

/** As many service days as a plan tells, if nothing else is said; and at most. */
const usualNights = 3;
const mostNights = 3_660;

interface Options extends DataOptions, JsonOptions {
  readonly from?: string;
  readonly nights?: string;
  readonly zone?: string;
  readonly window?: readonly string[];
}

export function define(command: Command): void {
  withData(withJson(command))
    .description(
      'Tells what the nights to come will bring, and why; also of windows that are not set. No server need be at work.',
    )
    .option('--from <instant>', 'from when on: 2027-03-28T01:30:00+01:00, or a date; now by default')
    .option('--nights <n>', 'how many nights, by the days on which they begin; 3 by default')
    .option('--zone <tz>', 'the zone of the windows, where they name none')
    .option(
      '--window <text>',
      'another window, such as 23:00-04:00 or "Sat,Sun 01:00-09:00 media", of a new Butler or of the one in --data; may be repeated',
      collect,
    )
    .action(async (options: Options) => {
      const { from, zone, window } = options;
      // Whoever asks about windows of their own wants to know of these, not of what a library happens to have done.
      const isPure = window !== undefined && options.data === undefined;
      const data = isPure ? undefined : dataFolder(options);
      const nights = parseNights(options.nights);
      const { makePlan } = await import('../../app/plan.ts');
      const plan = await makePlan({ data, windows: window?.join('; '), zone, from, nights }, Date.now());
      print(plan, options, formatPlan);
    });
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
