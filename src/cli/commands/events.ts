import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Event } from '../../../sdk/src/index.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, collect, withServer } from '../options.ts';
import { describeEvent } from '../show/events.ts';
import { untilStopped } from '../signals.ts';

interface Options extends ClientOptions {
  readonly type?: readonly string[];
}

export function define(command: Command): void {
  withServer(command)
    .description(
      'Prints what happens, as it happens, until Ctrl-C. As JSON each line is an event of the API.',
    )
    .option('--type <type>', 'only this type, such as run or log; may be repeated', collect)
    .option('-f, --follow', 'what it does anyway')
    .action(async (options: Options) => {
      await askServer(options, async butler => {
        const { signal } = untilStopped();
        const types = options.type as readonly Event['type'][] | undefined;
        for await (const event of butler.events({ types, signal })) {
          const line = options.json ? JSON.stringify(event) : format(event);
          process.stdout.write(`${line}\n`);
        }
      });
    });
}

function format(event: Event): string {
  const at = Temporal.Instant.from(event.at).toZonedDateTimeISO(Temporal.Now.timeZoneId());
  const time = at.toPlainTime().toString({ smallestUnit: 'second' });
  return `${styleText('dim', time)}  ${styleText('cyan', event.type.padEnd(11))}  ${describeEvent(event)}`;
}
