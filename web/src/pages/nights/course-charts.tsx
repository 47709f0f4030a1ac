import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { zone } from '../../data/server.ts';
import { zoneOffsetMs } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { stepsOn } from '../tonight/scale.ts';
import css from './course.module.css';
import { pathOf, restsOf, roundUp, type Stretch, stepOf } from './course.ts';
import { type Chart, chartsOf, describeStretch, mostOf } from './course-lines.ts';
import { formatClock } from './course-words.ts';
import { isNarrow } from './narrow.ts';

interface CourseProps {
  /** Milliseconds since 1970 UTC. */
  readonly beganAt: number;
  readonly stretches: readonly Stretch[];
}

/** Charts one below the other over one time, through which one goes with the pointer or the arrow keys. */
export function CourseCharts({ beganAt, stretches }: CourseProps) {
  const place = useSignal<number | undefined>(undefined);
  const plot = useRef<HTMLDivElement>(null);
  const summary = useId();
  const charts = chartsOf(stretches);
  const last = stretches.length - 1;
  const lengthMs = stretches[last]?.toMs ?? 0;
  const follow = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const ms = ((event.clientX - box.left) / box.width) * lengthMs;
    place.value = Math.max(
      0,
      stretches.findLastIndex(({ fromMs }) => fromMs <= ms),
    );
  };
  const leave = () => {
    place.value = undefined;
  };
  const press = (event: KeyboardEvent) => {
    const to = nextPlace(event.key, place.peek() ?? last, last);
    if (to === undefined) return;
    event.preventDefault();
    place.value = Math.min(last, Math.max(0, to));
  };
  const shown = Math.min(last, place.value ?? last);
  const stretch = stretches[shown];
  const looked = place.value === undefined ? undefined : stretch;
  return (
    <div dir="ltr">
      <p id={summary} class="unseen">
        {charts
          .map(chart =>
            t('course.most', { title: chart.title, most: chart.format(mostOf(chart, stretches)) }),
          )
          .join(' ')}
      </p>
      <div
        class={css['charts']}
        role="slider"
        tabIndex={0}
        aria-label={t('course.title')}
        aria-describedby={summary}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown}
        aria-valuetext={stretch && `${clockAt(beganAt, stretch)}: ${describeStretch(stretch, charts)}`}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={leave}
        onBlur={leave}
        onKeyDown={press}
      >
        {charts.map((chart, index) => (
          <ChartOf key={index} chart={chart} stretches={stretches} lengthMs={lengthMs} stretch={looked} />
        ))}
        <div ref={plot} class={css['axis']} aria-hidden="true">
          <Marks beganAt={beganAt} lengthMs={lengthMs} looked={looked} />
        </div>
      </div>
    </div>
  );
}

interface ChartProps {
  readonly chart: Chart;
  readonly stretches: readonly Stretch[];
  readonly lengthMs: number;
  /** The one that is looked at. */
  readonly stretch: Stretch | undefined;
}

function ChartOf({ chart, stretches, lengthMs, stretch }: ChartProps) {
  const { title, lines, format } = chart;
  const top = roundUp(mostOf(chart, stretches));
  return (
    <div class={css['chart']}>
      <p class={css['head']}>
        <span class={css['title']}>
          {title} <span class={css['scale']}>0–{format(top)}</span>
        </span>
        {lines.map(({ key, name, valueAt }) => (
          <span key={key} class={css['key']} data-line={key}>
            {lines.length > 1 && name}{' '}
            {stretch && <strong>{stretch.isRest ? '–' : format(valueAt(stretch))}</strong>}
          </span>
        ))}
      </p>
      <div class={css['plot']}>
        {restsOf(stretches).map(({ fromMs, toMs }) => (
          <span key={fromMs} class={css['rest']} style={across(fromMs, toMs, lengthMs)} />
        ))}
        <svg viewBox={`0 0 ${lengthMs / 1_000} 100`} preserveAspectRatio="none" aria-hidden="true">
          {lines.map(({ key, shapes, valueAt, baseAt }) =>
            shapes.map(shape => (
              <path
                key={`${key} ${shape}`}
                data-line={key}
                data-shape={shape}
                d={pathOf(stretches, shape, top, valueAt, baseAt)}
              />
            )),
          )}
        </svg>
        {stretch && <span class={css['cursor']} style={across(stretch.fromMs, stretch.toMs, lengthMs)} />}
      </div>
    </div>
  );
}

interface MarksProps {
  readonly beganAt: number;
  readonly lengthMs: number;
  readonly looked: Stretch | undefined;
}

/** When it was: as many marks as have room, and when that was what is looked at. */
function Marks({ beganAt, lengthMs, looked }: MarksProps) {
  const step = stepOf(lengthMs, isNarrow.value ? 4 : 9);
  const marks = stepsOn({ from: beganAt, to: beganAt + lengthMs }, step, zoneOffsetMs(beganAt, zone.value));
  const share = looked && (looked.fromMs + looked.toMs) / 2 / lengthMs;
  const apart = isNarrow.value ? 0.2 : 0.08;
  return (
    <>
      {marks
        .map(at => ({ at, left: (at - beganAt) / lengthMs }))
        .filter(({ left }) => share === undefined || Math.abs(left - share) >= apart)
        .map(({ at, left }) => (
          <span key={at} style={{ '--at': percent(left) }}>
            {formatClock(at, step)}
          </span>
        ))}
      {looked && (
        <strong style={{ '--at': percent(share ?? 0) }}>
          {clockAt(beganAt, looked)} {looked.isRest && `· ${t('course.paused')}`}
        </strong>
      )}
    </>
  );
}

/** When a stretch began. */
function clockAt(beganAt: number, { fromMs, lengthMs }: Stretch): string {
  return formatClock(beganAt + fromMs, lengthMs);
}

function across(fromMs: number, toMs: number, lengthMs: number) {
  return { left: percent(fromMs / lengthMs), width: percent((toMs - fromMs) / lengthMs) };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

/** A stretch on, or a tenth of all by the keys for pages. */
function nextPlace(key: string, place: number, last: number): number | undefined {
  const page = Math.ceil(last / 10);
  const ways: Readonly<Record<string, number>> = {
    ...{ ArrowRight: place + 1, ArrowUp: place + 1, ArrowLeft: place - 1, ArrowDown: place - 1 },
    ...{ PageUp: place + page, PageDown: place - page, Home: 0, End: last },
  };
  return ways[key];
}
