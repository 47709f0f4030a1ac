import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { type Cell, formatTable } from '../show/table.ts';
import { type When, whenFor } from '../show/when.ts';

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description(
      'Lists the sections of the library: what is in them, where it is, and whether it can be reached.',
    )
    .action(async (options: ClientOptions & VerboseOptions) => {
      await askServer(options, async butler => {
        const page = await butler.library.sections();
        print(page, options, ({ items }) =>
          items.length === 0
            ? 'There are no sections yet.'
            : formatSections(items, whenFor(options), screenWidth(options)),
        );
      });
    });
}

function formatSections(sections: readonly Api.Section[], when: When, width: number | undefined): string {
  return formatTable(
    [
      { title: 'Section' },
      { title: 'Type', spare: 2 },
      { title: 'Files', align: 'right' },
      { title: 'Size', align: 'right', spare: 1 },
      { title: 'Scanned' },
      { title: '', gives: true, spare: 3 },
    ],
    sections.map(({ title, type, files, bytes, scanning, scannedAt, roots }) => [
      title,
      type,
      formatCount(files.read + files.unread + files.unreadable, '', '').trim(),
      formatBytes(bytes),
      scanning ? ['now', 'cyan'] : when(scannedAt),
      remark(roots, files),
    ]),
    width,
  );
}

/** What is wrong, or where it is. */
function remark(roots: readonly Api.Root[], { missing, unreadable }: Api.Section['files']): Cell {
  const offline = roots.find(({ online }) => !online);
  if (offline)
    return [`${offline.path} is offline: ${offline.offlineBecause ?? 'it cannot be reached'}`, 'yellow'];
  const wrong = [
    ...(missing > 0 ? [`${formatCount(missing, 'file')} missing`] : []),
    ...(unreadable > 0 ? [`${formatCount(unreadable, 'file')} unreadable`] : []),
  ];
  return wrong.length > 0 ? [wrong.join(', '), 'yellow'] : [roots.map(({ path }) => path).join(', '), 'dim'];
}
