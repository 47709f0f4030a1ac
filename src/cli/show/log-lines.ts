import { styleText } from 'node:util';
import type { Api } from '../../../sdk/src/index.ts';
import { oneLine } from '../../domain/one-line.ts';
import { formatTable } from './table.ts';

const colours = { debug: 'dim', info: 'reset', warn: 'yellow', error: 'red' } as const;

/** Lines of a log with their times, by the clock of this machine. */
export function formatLog(log: readonly Api.LogLine[], width: number | undefined): string {
  return formatTable(
    [{ title: '' }, { title: '', gives: true }],
    log.map(({ at, level, message }) => [
      [timeOf(at), 'dim'],
      [message, colours[level]],
    ]),
    width,
  );
}

/** One line, whole. */
export function formatLogLine({ at, level, message }: Api.LogLine): string {
  return `${styleText('dim', timeOf(at))}  ${styleText(colours[level], oneLine(message))}`;
}

function timeOf(at: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(Temporal.Now.timeZoneId());
  return local.toPlainTime().toString({ smallestUnit: 'second' });
}
