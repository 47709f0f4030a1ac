import type { Signal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { t } from '../../i18n/i18n.ts';
import { frameAt } from './bif.ts';
import { bitrateArea, Curve, loudnessArea } from './curve.tsx';
import { Frame } from './frame.tsx';
import type { IndexPictures } from './index-pictures.ts';
import { describeAt } from './moment.ts';
import css from './timeline.module.css';
import { formatPosition } from './words.ts';

interface TimelineProps {
  readonly part: Api.Part;
  readonly durationMs: number;
  readonly position: Signal<number>;
  readonly pictures: IndexPictures | undefined;
}

/** A film from its begin to its end: pictures, sound, data, chapters and markers on one axis, which is a slider. */
export function Timeline({ part, durationMs, position, pictures }: TimelineProps) {
  const lanes = useRef<HTMLDivElement>(null);
  const [track] = part.loudness;
  const last = durationMs - 1;
  const moveTo = (ms: number) => {
    position.value = Math.round(Math.min(last, Math.max(0, ms)));
  };
  const follow = (event: PointerEvent) => {
    // A finger that only passes by scrolls the page.
    if (event.pointerType !== 'mouse' && event.buttons === 0) return;
    const box = lanes.current?.getBoundingClientRect();
    if (box && box.width > 0) moveTo(((event.clientX - box.left) / box.width) * durationMs);
  };
  const press = (event: KeyboardEvent) => {
    const to = nextPosition(event.key, position.peek(), durationMs, pictures?.times);
    if (to === undefined) return;
    event.preventDefault();
    moveTo(to);
  };
  return (
    <div dir="ltr">
      <div
        ref={lanes}
        class={css['lanes']}
        role="slider"
        tabIndex={0}
        aria-label={t('scrub.position')}
        aria-valuemin={0}
        aria-valuemax={Math.floor(durationMs / 1000)}
        aria-valuenow={Math.floor(position.value / 1000)}
        aria-valuetext={[formatPosition(position.value), ...describeAt(part, position.value)].join(', ')}
        onPointerMove={follow}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onKeyDown={press}
      >
        {pictures && pictures.times.length > 0 && <Strip pictures={pictures} durationMs={durationMs} />}
        {track && track.curve.values.length > 1 && (
          <Curve
            name={t('scrub.loudness')}
            curve={track.curve}
            durationMs={durationMs}
            area={loudnessArea}
            tone="sound"
          />
        )}
        {part.bitrateCurve && part.bitrateCurve.values.length > 1 && (
          <Curve
            name={t('scrub.bitrate')}
            curve={part.bitrateCurve}
            durationMs={durationMs}
            area={bitrateArea}
            tone="data"
          />
        )}
        {part.chapters.map(({ startMs }) =>
          startMs > 0 ? (
            <span key={startMs} class={css['tick']} style={{ left: percent(startMs / durationMs) }} />
          ) : null,
        )}
        {part.markers.map(({ kind, startMs, endMs }) => (
          <span
            key={`${kind} ${startMs}`}
            class={css['marker']}
            data-kind={kind}
            style={{
              left: percent(startMs / durationMs),
              width: percent((Math.min(endMs, durationMs) - startMs) / durationMs),
            }}
          />
        ))}
        <Playhead position={position} durationMs={durationMs} />
      </div>
      <div class={css['ends']} aria-hidden="true">
        <span>{formatPosition(0)}</span>
        <span>{formatPosition(durationMs / 2)}</span>
        <span>{formatPosition(durationMs)}</span>
      </div>
      <Markers markers={part.markers} onJump={moveTo} />
    </div>
  );
}

/** Moves alone while somebody scrubs. */
function Playhead({ position, durationMs }: { position: Signal<number>; durationMs: number }) {
  return <span class={css['playhead']} style={{ left: percent(position.value / durationMs) }} />;
}

/** So many pictures stand for the whole; on a phone half of them. */
const stripLength = 12;

function Strip({ pictures, durationMs }: { pictures: IndexPictures; durationMs: number }) {
  const places = useMemo(
    () =>
      Array.from({ length: stripLength }, (_, n) =>
        frameAt(pictures.times, ((n + 0.5) / stripLength) * durationMs),
      ),
    [pictures, durationMs],
  );
  return (
    <div class={css['strip']}>
      {places.map((place, n) => (
        <span key={n}>
          <Frame pictures={pictures} place={place} />
        </span>
      ))}
    </div>
  );
}

function Markers({ markers, onJump }: { markers: readonly Api.Marker[]; onJump: (ms: number) => void }) {
  if (markers.length === 0) return null;
  return (
    <ul class={css['markers']} aria-label={t('scrub.markers')}>
      {markers.map(({ kind, startMs, endMs }) => {
        return (
          <li key={`${kind} ${startMs}`}>
            <button type="button" data-kind={kind} onClick={() => onJump(startMs)}>
              {t(`marker.${kind}`)}{' '}
              <span>
                {formatPosition(startMs)}–{formatPosition(endMs)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A picture on, or a second where there are none; a twentieth of it all by the keys for pages. */
function nextPosition(
  key: string,
  at: number,
  durationMs: number,
  times: readonly number[] = [],
): number | undefined {
  const here = frameAt(times, at);
  const page = durationMs / 20;
  const ways: Readonly<Record<string, () => number>> = {
    ArrowRight: () => times[here + 1] ?? (times.length > 0 ? at : at + 1_000),
    ArrowLeft: () => times[here - 1] ?? (times.length > 0 ? 0 : at - 1_000),
    ArrowUp: () => at + page / 5,
    ArrowDown: () => at - page / 5,
    PageUp: () => at + page,
    PageDown: () => at - page,
    Home: () => 0,
    End: () => durationMs,
  };
  return ways[key]?.();
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}
