import { styleText } from 'node:util';
import { empty, listSetAside, putBack, type SetAside } from '../app/quarantine.ts';
import { formatBytes, formatCount } from '../domain/amounts.ts';
import { oneLine } from '../domain/one-line.ts';

/** Lists what cleaning took away, puts one thing of it back, or removes it all for good. */
export async function printQuarantine(
  command: 'list' | 'restore' | 'empty',
  id: string,
  json: boolean,
  data: string,
): Promise<void> {
  const { result, text } = await obey(command, id, data);
  process.stdout.write(`${json ? JSON.stringify(result, undefined, 2) : text}\n`);
}

async function obey(command: string, id: string, data: string): Promise<{ result: unknown; text: string }> {
  if (command === 'restore') {
    const what = await putBack(id, data);
    return { result: { id, what }, text: `Put back: ${oneLine(what)}` };
  }
  if (command === 'empty') {
    const result = await empty(data);
    const text = `Removed ${formatBytes(result.bytes)} of files and ${formatCount(result.rows, 'row')} for good.`;
    return { result, text };
  }
  const result = await listSetAside(data);
  return { result, text: formatList(result) };
}

function formatList(all: readonly SetAside[]): string {
  if (all.length === 0) return 'Nothing was set aside.';
  const width = Math.max(...all.map(({ id }) => id.length));
  return all
    .map(({ id, at, what, why, bytes, rows }) => {
      const size = bytes === undefined ? formatCount(rows ?? 0, 'row') : formatBytes(bytes);
      return `${id.padEnd(width)}  ${at.slice(0, 10)}  ${size.padStart(9)}  ${oneLine(what)}  ${styleText('dim', oneLine(why))}`;
    })
    .join('\n');
}
