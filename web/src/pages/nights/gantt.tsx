import type { Api } from '../../../../sdk/src/index.ts';
import { zone } from '../../data/server.ts';
import { formatBytes, formatLength, formatTime, zoneOffsetMs } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { hrefOf } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import { minute } from '../../ui/now.ts';
import { hoursOn, type Scale } from '../tonight/scale.ts';
import { axisOf } from './axis.ts';
import css from './gantt.module.css';
import { isNarrow } from './narrow.ts';
import { spanOf, stateWord, titleOf, toneOf } from './run-words.ts';

/** When a window was open; instants in milliseconds since 1970 UTC. */
export interface Hours {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** Runs on an axis of hours: a line for each task, a bar for each of its runs. */
export function Gantt({ runs, hours }: { runs: readonly Api.Run[]; hours: readonly Hours[] }) {
  const now = minute.value;
  const windows = hours.map(({ opensAt, closesAt }) => ({ from: opensAt, to: closesAt }));
  const spans = [...windows, ...runs.map(run => placeOf(run, now))];
  const scale = axisOf(spans);
  const byTask = [...Map.groupBy(runs, run => run.task)].toSorted(
    ([, [a]], [, [b]]) => (a ? placeOf(a, now).from : 0) - (b ? placeOf(b, now).from : 0),
  );
  return (
    <div class={css['gantt']} style={{ '--bands': bandsOf(windows, scale) }}>
      <Axis hours={hours} scale={scale} />
      <ul>
        {byTask.map(([task, runs]) => (
          <Row key={task} runs={runs} scale={scale} now={now} />
        ))}
      </ul>
    </div>
  );
}

/** What never began is where it ended, or was to begin. */
function placeOf(run: Api.Run, now: number): { from: number; to: number } {
  const span = spanOf(run, now);
  if (span) return span;
  const at = Date.parse(run.plannedAt ?? run.endedAt ?? run.createdAt);
  return { from: at, to: at };
}

function bandsOf(windows: readonly { from: number; to: number }[], { position }: Scale): string {
  const stops = windows
    .toSorted((a, b) => a.from - b.from)
    .flatMap(({ from, to }) => {
      const [opens, closes] = [percent(position(from)), percent(position(to))];
      return [`transparent ${opens}`, `var(--band) ${opens} ${closes}`, `transparent ${closes}`];
    });
  return stops.length === 0 ? 'none' : `linear-gradient(90deg, ${stops.join(', ')})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Hours, and above them when the windows were open: as many as have room. */
function Axis({ hours, scale }: { hours: readonly Hours[]; scale: Scale }) {
  const { position, pieces } = scale;
  const apart = isNarrow.value ? 0.16 : 0.07;
  const edges = hours.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]);
  const shown: number[] = [...edges];
  const offset = (at: number) => zoneOffsetMs(at, zone.value);
  for (const piece of pieces) {
    const most = Math.max(2, Math.floor((piece.right - piece.left) / apart));
    const full = hoursOn(piece, most, offset(piece.from));
    // Too short for a full hour: when it was all the same.
    const middle = Math.round((piece.from + piece.to) / 2);
    for (const at of full.length > 0 ? full : [middle]) {
      const place = position(at);
      const isFree = shown.every(other => Math.abs(position(other) - place) >= apart);
      if (isFree && place > 0.02 && place < 0.98) shown.push(at);
    }
  }
  return (
    <div class={css['axis']} aria-hidden="true">
      <div class={css['ruler']}>
        {shown.map((at, index) => (
          <span
            key={at}
            class={index < edges.length ? css['edge'] : css['hour']}
            style={{ left: percent(position(at)) }}
          >
            {formatTime(at, zone.value)}
          </span>
        ))}
        {pieces.slice(1).map((piece, index) => (
          <span
            key={piece.from}
            class={css['gap']}
            style={{ left: percent(((pieces[index]?.right ?? 0) + piece.left) / 2) }}
          />
        ))}
      </div>
    </div>
  );
}

function Row({ runs, scale, now }: { runs: readonly Api.Run[]; scale: Scale; now: number }) {
  const last = runs.at(-1);
  if (!last) return null;
  const began = runs.flatMap(run => spanOf(run, now) ?? []);
  const lasted = began.reduce((sum, { from, to }) => sum + to - from, 0);
  return (
    <li class={css['row']}>
      <div class={css['label']}>
        <h3>
          <a href={hrefOf('nights', 'run', last.id)}>{titleOf(last.task)}</a>
        </h3>
        <p>
          <Badge tone={toneOf(last)}>{stateWord(last.state)}</Badge>
          {runs.length > 1 && <span>{t('night.tries', { count: runs.length })}</span>}
          <Outcome run={last} />
          <span class="unseen">{describeTime(last, now)}</span>
        </p>
      </div>
      <div class={css['lane']}>
        {runs.map(run => (
          <Bar key={run.id} run={run} scale={scale} now={now} isLast={run === last} />
        ))}
      </div>
      <p class={css['length']}>{began.length > 0 && formatLength(lasted)}</p>
    </li>
  );
}

/** What the bar shows, in words. */
function describeTime(run: Api.Run, now: number): string {
  const span = spanOf(run, now);
  if (!span) return '';
  const from = formatTime(span.from, zone.value);
  return run.endedAt === undefined
    ? t('clock.since', { time: from })
    : t('clock.done', { from, to: formatTime(span.to, zone.value) });
}

/** What was done, or is so far, in figures. */
function Outcome({ run }: { run: Api.Run }) {
  if (run.outcome !== undefined) {
    return (
      <span class={css['outcome']}>
        <Said text={run.outcome} said={run.said} />
      </span>
    );
  }
  const { done, failed, bytesDone } = run.progress;
  return (
    <>
      <span>{t('task.filesDone', { count: done })}</span>
      {failed > 0 && <span class={css['failed']}>{t('task.failed', { count: failed })}</span>}
      {bytesDone > 0 && <span>{formatBytes(bytesDone)}</span>}
    </>
  );
}

interface BarProps {
  readonly run: Api.Run;
  readonly scale: Scale;
  readonly now: number;
  /** The one that the title of the line leads to. */
  readonly isLast: boolean;
}

function Bar({ run, scale, now, isLast }: BarProps) {
  const span = spanOf(run, now);
  const { from, to } = span ?? placeOf(run, now);
  const left = scale.position(from);
  const label = labelOf(run, from, to);
  return (
    <a
      href={hrefOf('nights', 'run', run.id)}
      class={css[span ? 'bar' : 'pin']}
      data-tone={toneOf(run)}
      style={{ left: percent(left), width: span && percent(scale.position(to) - left) }}
      title={label}
      {...(isLast ? { 'aria-hidden': true, tabIndex: -1 } : { 'aria-label': label })}
    />
  );
}

function labelOf(run: Api.Run, from: number, to: number): string {
  const said = { task: titleOf(run.task), state: stateWord(run.state), from: formatTime(from, zone.value) };
  return run.endedAt === undefined
    ? t('night.runsSince', said)
    : t('night.ran', { ...said, to: formatTime(to, zone.value) });
}
