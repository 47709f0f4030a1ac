import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Api, Butler, Preference } from '../../../sdk/src/index.ts';
import { ButlerError } from '../../domain/errors.ts';
import { findNearest } from '../../domain/nearest.ts';
import { askServer, orOfPlex } from '../client.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { formatFacts } from '../show/facts.ts';
import { screenWidth } from '../show/screen.ts';
import { type Cell, formatTable } from '../show/table.ts';
import { wrap } from '../show/wrap.ts';

interface Options extends ClientOptions, VerboseOptions {
  readonly changed?: true;
  readonly reset?: true;
}

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description('Lists the settings, explains one, or changes it. A secret is never shown.')
    .argument('[setting]', 'one, by its id, such as ButlerStartHour; a part of its name finds several')
    .argument('[value]', 'its new value')
    .option('--changed', 'list those only that have another value than their default')
    .option('--reset', 'put the default back')
    .action(async (id: string | undefined, value: string | undefined, options: Options) => {
      await askServer(options, async butler => {
        if (id !== undefined && (value !== undefined || options.reset)) {
          const { id: known } = getSetting(await listSettings(butler), id);
          const setting = await change(butler, known, options.reset ? undefined : value);
          print(setting, options, ({ id }) => `${id} is now ${describeValue(setting)}.`);
          return;
        }
        const all = await listSettings(butler);
        const items = all.filter(
          setting => (id === undefined || matches(setting, id)) && (!options.changed || setting.changed),
        );
        const one = items.find(setting => setting.id.toLowerCase() === id?.toLowerCase());
        if (one) print(one, options, setting => explain(setting, screenWidth(options)));
        else if (id !== undefined && items.length === 0) getSetting(all, id);
        else print({ items }, options, () => formatList(items, screenWidth(options)));
      });
    });
}

type KnownSetting = Omit<Api.Setting, 'group' | 'choices'> & {
  readonly group: string;
  readonly choices?: readonly { readonly value: boolean | number | string; readonly label: string }[];
};

async function listSettings(butler: Butler): Promise<readonly KnownSetting[]> {
  return await orOfPlex<readonly KnownSetting[]>(
    butler.settings.list().then(({ items }) => items),
    async () => (await butler.preferences.list()).map(ofPlex),
  );
}

/** A preference of a Plex Media Server in the shape of the API. */
function ofPlex({
  id,
  type,
  value,
  label,
  summary,
  group,
  advanced,
  hidden,
  ...rest
}: Preference): KnownSetting {
  const [readOnly, secret] = [false, false];
  const changed = value !== rest.default;
  const about = { label, summary, group, advanced, hidden, readOnly, secret, changed };
  return { id, type: type as KnownSetting['type'], value, default: rest.default, ...about };
}

/** By its id, capitals aside. Throws `preference-unknown`. */
function getSetting(settings: readonly KnownSetting[], id: string): KnownSetting {
  const found = settings.find(setting => setting.id.toLowerCase() === id.toLowerCase());
  if (found) return found;
  const nearest = findNearest(
    id,
    settings.map(({ id }) => id),
  );
  throw new ButlerError('preference-unknown', { id, nearest });
}

/** Puts the default back where there is no value. */
async function change(butler: Butler, id: string, text: string | undefined): Promise<KnownSetting> {
  const before = getSetting(await listSettings(butler), id);
  const value = text === undefined ? before.default : parseValue(before, text);
  const changing = text === undefined ? butler.settings.reset({ id }) : butler.settings.set({ id, value });
  return await orOfPlex<KnownSetting>(changing, async () => {
    await butler.preferences.set({ [id]: value });
    return getSetting(await listSettings(butler), id);
  });
}

/** What the text says in the type of the setting; what it cannot be, the server refuses. */
function parseValue({ type }: KnownSetting, text: string): boolean | number | string {
  if (type === 'text') return text;
  if (type === 'bool') {
    if (/^(1|true|on|yes)$/i.test(text)) return true;
    return /^(0|false|off|no)$/i.test(text) ? false : text;
  }
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function matches({ id, label }: KnownSetting, part: string): boolean {
  return [id, label].some(text => text.toLowerCase().includes(part.toLowerCase()));
}

function formatList(settings: readonly KnownSetting[], width: number | undefined): string {
  return formatTable(
    [{ title: 'Setting' }, { title: 'Value' }, { title: '', gives: true, spare: 1 }],
    settings.map(setting => [setting.id, valueCell(setting), [setting.label, 'dim']]),
    width,
  );
}

/** Long texts would leave no place for what a setting is for. */
const mostOfValue = 32;

function valueCell(setting: KnownSetting): Cell {
  const text = describeValue(setting);
  const short = text.length > mostOfValue ? `${text.slice(0, mostOfValue - 1)}…` : text;
  return setting.changed ? [short, 'bold'] : short;
}

function describeValue({ value, secret, changed, type, choices }: KnownSetting): string {
  if (secret) return changed ? 'set, and secret' : 'not set';
  if (type === 'bool') return value ? 'on' : 'off';
  if (value === '') return 'empty';
  const label = choices?.find(choice => choice.value === value)?.label;
  return label === undefined || label === String(value) ? String(value) : `${value} (${label})`;
}

/** `asap` as `asap (as a scheduled task and when media is added)`; what says itself stays as it is. */
function describeChoice({ value, label }: { readonly value: unknown; readonly label: string }): string {
  return label === String(value) || typeof value === 'number' ? String(value) : `${value} (${label})`;
}

function explain(setting: KnownSetting, width: number | undefined): string {
  const { id, label, summary, choices, range, readOnly } = setting;
  const standard = describeValue({ ...setting, value: setting.default, changed: false });
  const facts: readonly (readonly [string, string])[] = [
    ['Value', describeValue(setting)],
    ['Default', standard],
    ...(choices ? [['One of', choices.map(describeChoice).join(', ')] as const] : []),
    ...(range ? [['Range', `${range.least} to ${range.most}`] as const] : []),
    ...(readOnly ? [['Note', 'it cannot be changed'] as const] : []),
  ];
  return [
    `${styleText('bold', id)}  ${label}`,
    ...(summary ? [`  ${wrap(summary, width, 2)}`] : []),
    formatFacts(facts, width),
  ].join('\n');
}
