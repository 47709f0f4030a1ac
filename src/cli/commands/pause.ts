import type { Command } from 'commander';
import { askServer } from '../client.ts';
import { parseDuration } from '../duration.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';
import { onTheClock } from '../show/when.ts';
import { getTaskName } from '../task-names.ts';

interface Options extends ClientOptions {
  readonly for?: string;
  readonly until?: string;
}

export function define(command: Command): void {
  withServer(command)
    .description(
      'Rests a task, or all that works on media. What runs is held where it is, and goes on after.',
    )
    .argument('[task]', 'its name; all without it')
    .option('--for <time>', 'how long, such as 90min, 2h or 1d')
    .option('--until <instant>', 'until when, such as 2027-03-28T18:00')
    .action(async (name: string | undefined, options: Options) => {
      const duration = options.for === undefined ? undefined : parseDuration('--for', options.for);
      await askServer(options, async butler => {
        const scope = name === undefined || name === 'all' ? 'all' : await getTaskName(butler, name);
        const until = options.until === undefined ? undefined : toInstant(options.until);
        const pause = await butler.pauses.pause({ scope, for: duration, until });
        print(pause, options, ({ until }) => {
          const what = scope === 'all' ? 'Everything' : scope;
          const end = until ? `until ${onTheClock(Temporal.Now.timeZoneId())(until)}` : 'until butler resume';
          return `${what} rests ${end}.`;
        });
      });
    });
}

/** A time without an offset is one on the clock of this machine; what is no time, the server refuses. */
function toInstant(given: string): string {
  try {
    return Temporal.PlainDateTime.from(given)
      .toZonedDateTime(Temporal.Now.timeZoneId())
      .toInstant()
      .toString();
  } catch {
    return given;
  }
}
