import { styleText } from 'node:util';
import type { OpenButler } from '../app/butler.ts';
import type { RunningServer } from '../app/server.ts';
import { tokenFile } from '../app/token.ts';
import { version } from '../app/version.ts';
import { formatCount, formatLength } from '../domain/amounts.ts';
import type { Section } from '../domain/library.ts';
import { oneLine } from '../domain/one-line.ts';
import type { Configuration } from '../settings/configuration.ts';

/** What a person wants to know when Butler is up: where it is, what it looks after, and what tonight brings. */
export async function announce(
  butler: OpenButler,
  configuration: Configuration,
  { url, signInUrl }: Pick<RunningServer, 'url' | 'signInUrl'>,
): Promise<string> {
  const sections = await butler.sections();
  const tonight = butler.engine.nextNight();
  const titles = new Map(butler.engine.tasks().map(task => [task.name, task.title]));
  const width = Math.max(...[...titles.values()].map(title => title.length));
  const plans = tonight?.decisions.map(
    ({ task, sentence }) => `${(titles.get(task) ?? task).padEnd(width)}  ${styleText('dim', sentence)}`,
  );
  const lines = [
    ['Address', url],
    ['Dashboard', `${signInUrl()}  ${styleText('dim', 'signs you in, once, within 10 minutes')}`],
    [
      'Token',
      configuration.token === undefined ? `in ${tokenFile(configuration.dataFolder)}` : 'the one you gave',
    ],
    ['Library', sections.map(describeSection).join('\n')],
    ['Window', tonight ? describeWindow(tonight.night, butler.zone) : 'none that ever opens'],
    ['Tonight', plans?.join('\n') ?? 'nothing runs by itself'],
  ] as const;
  const body = lines.map(
    ([name, text]) => `  ${styleText('dim', name.padEnd(11))}${text.replaceAll('\n', `\n${' '.repeat(13)}`)}`,
  );
  return ['', styleText('bold', `Butler ${version}`), ...body, ''].join('\n');
}

function describeSection({ title, type, roots }: Section): string {
  const [first] = roots;
  const where = roots.length === 1 && first ? first.path : formatCount(roots.length, 'folder');
  return oneLine(`${title} (${type}) ${where}`);
}

function describeWindow(night: { opensAt: number; closesAt: number }, zone: string): string {
  const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = (at: number) => local(at).toPlainTime().toString({ smallestUnit: 'minute' });
  const now = Date.now();
  const until =
    night.opensAt > now
      ? `opens in ${formatLength(night.opensAt - now)}`
      : `open for another ${formatLength(night.closesAt - now)}`;
  return `${time(night.opensAt)}–${time(night.closesAt)} (${zone}), ${until}`;
}
