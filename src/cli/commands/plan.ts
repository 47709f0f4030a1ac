import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Plan } from '../../app/plan.ts';
import { parseCount } from '../count.ts';
import { type ClientOptions, collect, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { screenWidth } from '../show/screen.ts';
import { shortName } from '../show/tasks-table.ts';
import { wrap } from '../show/wrap.ts';

/** As many service days as a plan tells, if nothing else is said; and at most. */
const usualNights = 3;
const mostNights = 3_660;

interface Options extends ClientOptions {
  readonly from?: string;
  readonly nights?: string;
  readonly zone?: string;
  readonly window?: readonly string[];
}

export function define(command: Command): void {
  withServer(command)
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
      const nights = parseCount('--nights', options.nights, usualNights, mostNights);
      if (options.server !== undefined || options.profile !== undefined) {
        const { askServer } = await import('../client.ts');
        await askServer(options, async butler => {
          if (window || zone)
            throw new Refusal(
              'option-invalid',
              '--window and --zone count on this machine only.',
              'Leave --server and --profile out.',
            );
          print(await butler.plan.list({ nights, from }), options, ({ items }) => formatNights(items));
        });
        return;
      }
      // Whoever asks about windows of their own wants to know of these, not of what a library happens to have done.
      const isPure = window !== undefined && options.data === undefined;
      const data = isPure ? undefined : dataFolder(options);
      const { makePlan } = await import('../../app/plan.ts');
      const plan = await makePlan({ data, windows: window?.join('; '), zone, from, nights }, Date.now());
      print(viewPlan(plan), options, () => formatPlan(plan));
    });
}

/** As the API has it, and what it was made from. */
function viewPlan({ nights, ...about }: Plan) {
  const items = nights.map(({ serviceDay, tasks, ...night }) => {
    const decisions = tasks.map(({ plannedAt, ...task }) => ({
      ...task,
      serviceDay,
      ...(plannedAt && { plannedAt }),
    }));
    return { serviceDay, ...night, tasks: decisions };
  });
  return { ...about, items };
}

/** A night a block, the tasks in a column. */
export function formatPlan({ windows, zone, nights }: Plan): string {
  return [`${styleText('dim', 'Windows')}  ${windows} (${zone})`, formatNights(nights)].join('\n\n');
}

interface ShownNight {
  readonly sentence: string;
  readonly tasks: readonly {
    readonly task: string;
    /** The server does not tell it. */
    readonly title?: string;
    readonly action: string;
    readonly sentence: string;
  }[];
}

function formatNights(nights: readonly ShownNight[]): string {
  const titleOf = ({ title, task }: ShownNight['tasks'][number]) => title ?? shortName(task);
  const width = Math.max(0, ...nights.flatMap(({ tasks }) => tasks.map(task => titleOf(task).length)));
  return nights
    .map(({ sentence, tasks }) =>
      [
        styleText('bold', sentence),
        ...tasks.map(task => {
          const why = wrap(task.sentence, screenWidth(), width + 4);
          return `  ${titleOf(task).padEnd(width)}  ${task.action === 'skip' ? styleText('dim', why) : why}`;
        }),
      ].join('\n'),
    )
    .join('\n\n');
}
