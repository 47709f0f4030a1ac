import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Api, Butler } from '../../../sdk/src/index.ts';
import { ButlerError } from '../../domain/errors.ts';
import { findNearest } from '../../domain/nearest.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';

interface Options extends ClientOptions {
  readonly cancel?: true;
}

export function define(command: Command): void {
  withServer(command)
    .description('Scans a section, or a folder of it; all sections without one.')
    .argument('[section]', 'its title or number')
    .argument('[folder]', 'a folder in it, as the server sees it')
    .option('--cancel', 'end the scan of the section, or of all')
    .action(async (section: string | undefined, folder: string | undefined, options: Options) => {
      await askServer(options, async butler => {
        const all = (await butler.library.sections()).items;
        const wanted = section === undefined ? all : [getSection(all, section)];
        const items = await Promise.all(wanted.map(one => scan(butler, one, folder, options)));
        print({ items }, options, () => items.map(describe).join('\n') || 'There are no sections yet.');
      });
    });
}

interface Scanned {
  readonly section: Pick<Api.Section, 'id' | 'title'>;
  readonly outcome: 'started' | 'waiting' | 'stopped' | 'not-running';
}

async function scan(
  butler: Butler,
  { id, title }: Api.Section,
  folder: string | undefined,
  { cancel, server, profile }: Options,
): Promise<Scanned> {
  if (cancel) return { section: { id, title }, ...(await butler.library.cancelScan({ id })) };
  // On this machine a folder may be named from where one is.
  const isHere = server === undefined && profile === undefined;
  const path = folder !== undefined && isHere ? resolve(folder) : folder;
  return { section: { id, title }, ...(await butler.library.scanSection({ id, path })) };
}

function getSection(sections: readonly Api.Section[], given: string): Api.Section {
  const wanted = given.toLowerCase();
  const found = sections.find(({ id, title }) => String(id) === given || title.toLowerCase() === wanted);
  if (found) return found;
  const titles = sections.map(({ title }) => title);
  throw new ButlerError('section-named', { given, nearest: findNearest(given, titles) });
}

const sentences: Readonly<Record<Scanned['outcome'], string>> = {
  started: 'is being scanned.',
  waiting: 'is scanned after what is at work now.',
  stopped: 'is not scanned any more.',
  'not-running': 'was not being scanned.',
};

function describe({ section, outcome }: Scanned): string {
  return `${section.title} ${sentences[outcome]}`;
}
