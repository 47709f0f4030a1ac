import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Api, Butler } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount, formatLength } from '../../domain/amounts.ts';
import { oneLine } from '../../domain/one-line.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { formatFacts } from '../show/facts.ts';
import { formatLog } from '../show/log-lines.ts';
import { marks } from '../show/marks.ts';
import { formatPace, formatUse } from '../show/pace.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';
import { onTheClock } from '../show/when.ts';
import { findRunId, whichRun } from '../which-run.ts';

/** Lines of the log, and failures, that are shown without --verbose. */
const shown = 10;

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description('Shows a run: how it went, what it says, and what failed.')
    .argument('[run]', whichRun)
    .action(async (given: string | undefined, options: ClientOptions & VerboseOptions) => {
      await askServer(options, async butler => {
        const id = await findRunId(butler, given);
        print(await readRun(butler, id), options, found => format(found, options));
      });
    });
}

interface Found extends Api.GetRunResponse {
  readonly samples: Api.RunSamples;
  readonly log: readonly Api.LogLine[];
  readonly failures: readonly Api.Failure[];
}

async function readRun(butler: Butler, id: number): Promise<Found> {
  const [run, samples, log, failures] = await Promise.all([
    butler.runs.get({ id }),
    butler.runs.samples({ id }),
    butler.runs.log({ id, limit: 500 }),
    butler.runs.failures({ id, limit: 500 }),
  ]);
  return { ...run, samples, log: log.items, failures: failures.items };
}

function format({ run, transitions, samples, log, failures }: Found, options: VerboseOptions): string {
  const when = onTheClock(Temporal.Now.timeZoneId());
  const { startedAt, endedAt, progress, outcome } = run;
  const [sign = '·', colour = 'cyan'] = marks[run.state] ?? [];
  const took = startedAt && endedAt ? formatLength(Date.parse(endedAt) - Date.parse(startedAt)) : undefined;
  const facts: (readonly [string, string])[] = [
    ['State', `${styleText(colour, sign)} ${run.state}${took ? `, after ${took}` : ''}`],
    ['Started', startedAt ? when(startedAt) : 'not yet'],
    ['Because', becauseOf[run.trigger]],
    ['Night', run.serviceDay],
    ...(outcome ? [['Outcome', oneLine(outcome)] as const] : []),
    ...(progress.total === undefined ? [] : [['Files', describeFiles(progress)] as const]),
    ...named('Pace', formatPace(samples.samples)),
    ...named('Used', formatUse(samples.samples)),
    ['Path', transitions.map(({ to }) => to).join(' → ')],
  ];
  const isWhole = options.verbose ?? false;
  return [
    styleText('bold', `Run ${run.id} of ${run.task}`),
    formatFacts(facts, screenWidth(options)),
    ...(failures.length > 0
      ? ['', ...formatFailures(isWhole ? failures : failures.slice(0, shown), options)]
      : []),
    ...(failures.length > shown && !isWhole
      ? [more(failures.length, 'file', `butler failures ${run.id}`)]
      : []),
    ...(log.length > 0 ? ['', formatLog(isWhole ? log : log.slice(-shown), screenWidth(options))] : []),
    ...(log.length > shown && !isWhole ? [more(log.length, 'line', `butler log ${run.id}`)] : []),
  ].join('\n');
}

function named(name: string, text: string | undefined): readonly (readonly [string, string])[] {
  return text === undefined ? [] : [[name, text]];
}

function more(count: number, what: string, command: string): string {
  return styleText('dim', `${formatCount(count, what)} in all: ${command}`);
}

function describeFiles({ done, total = 0, failed, bytesDone }: Api.Progress): string {
  const bytes = bytesDone > 0 ? `, ${formatBytes(bytesDone)}` : '';
  return `${done} of ${total}${failed > 0 ? `, ${failed} of them failed` : ''}${bytes}`;
}

function formatFailures(failures: readonly Api.Failure[], options: VerboseOptions): readonly string[] {
  return [
    formatTable(
      [{ title: 'Failed' }, { title: '', gives: true }],
      failures.map(({ label, error }) => [label, [error, 'dim']]),
      screenWidth(options),
    ),
  ];
}

const becauseOf: Readonly<Record<Api.Run['trigger'], string>> = {
  window: 'its turn came in the window',
  manual: 'somebody started it',
  'first-run': 'it was the first maintenance',
  once: 'butler run --once was called',
  'new-media': 'media was added',
  'new-input': 'other tasks had made something for it',
  partial: 'a part of the library was to be scanned',
};
