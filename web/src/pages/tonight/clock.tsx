import type { CSSProperties } from 'preact';
import type { ComingNight } from '../../data/plan.ts';
import { zone } from '../../data/server.ts';
import { formatTime, zoneOffsetMs } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { taskTitle } from '../../i18n/tasks.ts';
import { Card } from '../../ui/card.tsx';
import { minute } from '../../ui/now.ts';
import css from './clock.module.css';
import { type ClockRow, onTheClock } from './groups.ts';
import { explainWaiting } from './reason.ts';
import { TaskActions } from './running-row.tsx';
import { hoursOn, makeScale, type Scale } from './scale.ts';

/** The night as a score: the window on an axis of hours, and a line for each task that has its place in it. */
export function Clock({ nights }: { nights: readonly ComingNight[] }) {
  const rows = onTheClock.value;
  const now = minute.value;
  const opensAt = Math.min(...nights.map(night => night.opensAt));
  const closesAt = Math.max(...nights.map(night => night.closesAt));
  const earliest = Math.min(now, ...rows.filter(({ kind }) => kind !== 'planned').map(({ from }) => from));
  const scale = makeScale({ from: opensAt, to: closesAt }, now, earliest);
  const time = (at: number) => formatTime(at, zone.value);
  const planned = rows.filter(({ kind }) => kind === 'planned').length;
  return (
    <Card title={t('timeline.title')} flush>
      <p class="unseen">
        {t('timeline.summary', { count: planned, opens: time(opensAt), closes: time(closesAt) })}
      </p>
      <div class={css['clock']} style={backgroundOf(nights, scale, now)}>
        <Axis nights={nights} scale={scale} now={now} />
        {rows.length === 0 && (
          <div class={css['row']}>
            <p class={css['label']}>{t('list.nothingPlanned')}</p>
            <div class={css['lane']} />
          </div>
        )}
        <ul class={css['rows']}>
          {rows.map(row => (
            <Row key={row.live.name} row={row} scale={scale} now={now} />
          ))}
        </ul>
        <Legend rows={rows} cutoffs={nights.map(night => time(night.cutoffAt))} />
      </div>
    </Card>
  );
}

/** What the marks mean that are there. */
function Legend({ rows, cutoffs }: { rows: readonly ClockRow[]; cutoffs: readonly string[] }) {
  const has = (kind: ClockRow['kind']) => rows.some(row => row.kind === kind);
  return (
    <ul class={css['legend']} aria-hidden="true">
      {has('done') && <li data-mark="done">{t('legend.done')}</li>}
      {has('running') && <li data-mark="running">{t('legend.running')}</li>}
      {has('running') && <li data-mark="left">{t('legend.left')}</li>}
      {has('planned') && <li data-mark="planned">{t('legend.planned')}</li>}
      {rows.some(({ spread }) => spread) && <li data-mark="spread">{t('legend.spread')}</li>}
      <li data-mark="late">{t('legend.late', { time: cutoffs.join(', ') })}</li>
    </ul>
  );
}

/** Bands for the windows, weaker where nothing new starts, and the line of now: as properties that every line draws by. */
function backgroundOf(nights: readonly ComingNight[], { position }: Scale, now: number): CSSProperties {
  const stops = nights.flatMap(({ opensAt, cutoffAt, closesAt }) => {
    const [opens, cutoff, closes] = [opensAt, cutoffAt, closesAt].map(at => percent(position(at)));
    return [
      `transparent ${opens}`,
      `var(--band) ${opens} ${cutoff}`,
      `var(--late) ${cutoff} ${closes}`,
      `transparent ${closes}`,
    ];
  });
  return { '--bands': `linear-gradient(90deg, ${stops.join(', ')})`, '--now': percent(position(now)) };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function Axis({ nights, scale, now }: { nights: readonly ComingNight[]; scale: Scale; now: number }) {
  const { position, pieces } = scale;
  const time = (at: number) => formatTime(at, zone.value);
  const edges = nights.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]);
  const taken = edges.map(position);
  const isFree = (at: number, room: number) => taken.every(other => Math.abs(other - position(at)) > room);
  const hours = pieces
    .filter(({ right, left }) => right - left > 0.5)
    .flatMap(piece => hoursOn(piece, 12, zoneOffsetMs(piece.from, zone.value)))
    .filter(at => isFree(at, 0.1));
  return (
    <div class={css['axis']} aria-hidden="true">
      <div class={css['ruler']}>
        {hours.map(at => (
          <span
            key={at}
            class={css['hour']}
            data-tight={!isFree(at, 0.17)}
            style={{ left: percent(position(at)) }}
          >
            {time(at)}
          </span>
        ))}
        {nights.map(({ opensAt, closesAt }) => (
          <span key={opensAt}>
            <span class={css['edge']} style={{ left: percent(position(opensAt)) }}>
              <small>{t('timeline.opens')}</small>
              {time(opensAt)}
            </span>
            <span class={css['edge']} style={{ left: percent(position(closesAt)) }}>
              <small>{t('timeline.closes')}</small>
              {time(closesAt)}
            </span>
          </span>
        ))}
        {pieces.length > 1 && (
          <span
            class={css['gap']}
            style={{ left: percent(((pieces[0]?.right ?? 0) + (pieces[1]?.left ?? 0)) / 2) }}
          />
        )}
        <span class={css['now']} style={{ left: `max(2rem, ${percent(position(now))})` }}>
          <small>{t('timeline.now')}</small>
          {time(now)}
        </span>
      </div>
    </div>
  );
}

function Row({ row, scale, now }: { row: ClockRow; scale: Scale; now: number }) {
  const task = row.live.task.value;
  return (
    <li class={css['row']}>
      <div class={css['label']}>
        <h3>{taskTitle(task)}</h3>
        <p>{describe(row)}</p>
      </div>
      <div class={css['lane']} aria-hidden="true">
        <Mark row={row} scale={scale} now={now} />
      </div>
      <div class={css['actions']}>
        {/* What runs has them above. */}
        {row.kind !== 'running' && <TaskActions task={task} />}
      </div>
    </li>
  );
}

function describe({ live, kind, from, to, decision }: ClockRow): string {
  const task = live.task.value;
  const time = (at: number) => formatTime(at, zone.value);
  if (kind === 'running') return t('clock.since', { time: time(from) });
  if (kind === 'done') return t('clock.done', { from: time(from), to: time(to ?? from) });
  return explainWaiting(task, decision ?? task.decision);
}

function Mark({ row, scale, now }: { row: ClockRow; scale: Scale; now: number }) {
  const { kind, from, to, spread } = row;
  const { position } = scale;
  if (kind === 'planned') {
    return (
      <>
        {spread && <Line kind="spread" from={position(spread.opensAt)} to={position(spread.cutoffAt)} />}
        <span class={css['pin']} style={{ left: percent(position(from)) }} />
      </>
    );
  }
  const left = kind === 'running' && row.live.progress.peek()?.timeLeftMs;
  return (
    <>
      {left && <Line kind="left" from={position(now)} to={position(now + left)} />}
      <Line kind={kind} from={position(from)} to={position(to ?? now)} />
    </>
  );
}

function Line({
  kind,
  from,
  to,
}: {
  kind: 'spread' | 'left' | 'running' | 'done';
  from: number;
  to: number;
}) {
  return <span class={css[kind]} style={{ left: percent(from), width: percent(Math.max(0, to - from)) }} />;
}
