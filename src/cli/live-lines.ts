import { stripVTControlCharacters, styleText } from 'node:util';
import cliTruncate from 'cli-truncate';
import { formatBytes, formatLength } from '../domain/amounts.ts';
import type { ActivityView } from '../domain/butler.ts';
import { oneLine } from '../domain/one-line.ts';

const barWidth = 18;
const blocks = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** What a line shows of a run in hand. */
type LiveLine = Pick<ActivityView, 'title' | 'subtitle' | 'progress' | 'detail'>;

/** One line for a running task: name, bar, files of how many, speed, time left, and the file in hand. */
export function formatLive(activity: LiveLine, columns: number): string {
  const { detail } = activity;
  const parts = [
    styleText('bold', activity.title.padEnd(28)),
    activity.progress < 0 ? ' '.repeat(barWidth) : styleText('cyan', bar(activity.progress / 100)),
    activity.progress < 0 ? '    ' : `${activity.progress}%`.padStart(4),
  ];
  const facts: string[] = [];
  if (detail.total !== undefined) facts.push(`${detail.done}/${detail.total} files`);
  if (detail.failed > 0) facts.push(styleText('yellow', `${detail.failed} failed`));
  if (detail.bytesPerSecond !== undefined) facts.push(`${formatBytes(detail.bytesPerSecond)}/s`);
  if (detail.timeLeftMs !== undefined) facts.push(`${formatLength(detail.timeLeftMs)} left`);
  if (facts.length > 0) parts.push(facts.join(' · '));
  if (activity.subtitle) parts.push(styleText('dim', oneLine(stripVTControlCharacters(activity.subtitle))));
  return cliTruncate(parts.join('  '), columns - 1);
}

function bar(fraction: number): string {
  const eighths = Math.round(Math.min(1, fraction) * barWidth * 8);
  const full = Math.floor(eighths / 8);
  const rest = full < barWidth ? (blocks[eighths % 8] ?? '') : '';
  return ('█'.repeat(full) + rest).padEnd(barWidth);
}
