import { formatBytes, formatCount, formatLength } from '../domain/amounts.ts';
import { oneLine } from '../domain/one-line.ts';
import type { FileFailure, NextNight, NightReport, TaskReport } from '../domain/report.ts';
import type { RunState } from '../domain/run.ts';
import type { Night } from '../domain/schedule.ts';
import { timeAt } from '../schedule/calendar.ts';
import { nameDate } from '../schedule/explain.ts';

/** A report is to fit on a screen: so many failed files, and so many signs of a line. */
const failuresShown = 8;
const lineLength = 200;

const late = 'Butler was not at work when the window closed; this report was made when it was again.';

/** How the last run of a task stands, counted over all tasks and said of one. */
const standings: Readonly<Record<RunState, readonly [counted: string, said: string]>> = {
  succeeded: ['done', ''],
  failed: ['failed', ' failed'],
  yielded: ['not finished', ' is not finished'],
  interrupted: ['not finished', ' was interrupted'],
  cancelled: ['stopped', ' was stopped'],
  skipped: ['skipped', ' was skipped'],
  running: ['in hand', ' still runs'],
  queued: ['in hand', ' waits for its turn'],
  scheduled: ['in hand', ' starts later'],
};

/** The report in one line: `Night of Sunday 28 March 2027: 3 tasks done, 1 failed.` */
export function reportTitle(report: NightReport): string {
  return `Night of ${nameDate(report.night.serviceDay)}: ${lowerFirst(summary(report))}`;
}

/** The report for people: plain text of about one screen, lines parted by `\n`, no other control characters. */
export function formatReport(report: NightReport): string {
  const sections = [
    [`Night of ${nameNight(report.night, report.zone)}`, summary(report), ...(report.isLate ? [late] : [])],
    titled('What ran', report.tasks.flatMap(describeTask)),
    titled('Files that failed', describeFailures(report.failures)),
    report.next
      ? titled(`Next night: ${nameNight(report.next.night, report.next.zone)}`, describeNext(report.next))
      : ['No night is ahead: no window ever opens.'],
  ];
  return `${sections
    .filter(lines => lines.length > 0)
    .map(lines => lines.map(line => oneLine(line, lineLength)).join('\n'))
    .join('\n\n')}\n`;
}

/** `2 tasks done, 1 failed; 3 files failed, 12 left.` */
function summary({ tasks, failures }: NightReport): string {
  if (tasks.length === 0) return 'Nothing ran.';
  const counts = new Map<string, number>();
  for (const [counted] of Object.values(standings)) counts.set(counted, 0);
  for (const { state } of tasks) {
    const [counted] = standings[state];
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  const ofTasks = [...counts]
    .filter(([, count]) => count > 0)
    .map(([counted, count], i) => `${i === 0 ? formatCount(count, 'task') : count} ${counted}`);
  const left = tasks.reduce((sum, task) => sum + task.left, 0);
  const ofFiles = [
    ...(failures.count > 0 ? [`${formatCount(failures.count, 'file')} failed`] : []),
    ...(left > 0 ? [`${formatCount(left, 'file')} left`] : []),
  ];
  return `${[ofTasks, ofFiles]
    .filter(part => part.length > 0)
    .map(part => part.join(', '))
    .join('; ')}.`;
}

function describeTask(task: TaskReport): readonly string[] {
  const said = task.state === 'yielded' && !task.started ? ' did not start' : standings[task.state][1];
  const took = task.durationMs >= 500 ? ` (${formatLength(task.durationMs)})` : '';
  const outcome = task.outcome ? `: ${task.outcome}` : '.';
  return [`${task.title}${said}${took}${outcome}`, ...describeUnits(task)];
}

/** How far a task came that did not get to its end; one that did says so itself. */
function describeUnits({ state, done, failed, bytes, left }: TaskReport): readonly string[] {
  if (state === 'succeeded' || done + failed + left === 0) return [];
  const counts = [
    `${formatCount(done, 'file')} done${bytes > 0 ? ` (${formatBytes(bytes)})` : ''}`,
    ...(failed > 0 ? [`${formatCount(failed, 'file')} failed`] : []),
    ...(left > 0 ? [`${formatCount(left, 'file')} left`] : []),
  ];
  return [`  ${counts.join(', ')}.`];
}

function describeFailures({ count, setAside, first }: NightReport['failures']): readonly string[] {
  if (count === 0) return [];
  const shown = first.slice(0, failuresShown);
  return [
    ...shown.map(describeFailure),
    ...(count > shown.length ? [`… and ${formatCount(count - shown.length, 'more', 'more')}.`] : []),
    ...(setAside > 0
      ? [`${formatCount(setAside, 'file is', 'files are')} set aside until changed, or tried again by hand.`]
      : []),
  ];
}

/** Most errors name the file themselves. */
function describeFailure({ label, error }: FileFailure): string {
  return error.includes(label) ? error : `${label}: ${error}`;
}

function describeNext({ decisions }: NextNight): readonly string[] {
  const starts = decisions
    .filter(({ action }) => action !== 'skip')
    .toSorted((a, b) => (a.plannedAt ?? 0) - (b.plannedAt ?? 0));
  const held = decisions.filter(({ action, reason }) => action === 'skip' && reason !== 'not-due');
  const resting = decisions.filter(({ reason }) => reason === 'not-due').map(({ title }) => title);
  return [
    ...[...starts, ...held].map(({ title, sentence }) => `${title}: ${sentence}`),
    ...(resting.length > 0 ? [`Not due: ${resting.join(', ')}.`] : []),
    ...(decisions.length === 0 ? ['Every task is switched off.'] : []),
  ];
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map(line => `  ${line}`)];
}

function nameNight({ serviceDay, opensAt, closesAt }: Night, zone: string): string {
  return `${nameDate(serviceDay)}, ${timeAt(opensAt, zone)}–${timeAt(closesAt, zone)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
