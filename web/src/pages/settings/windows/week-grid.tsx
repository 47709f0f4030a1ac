import { type Signal, useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import { classes } from '../../../ui/classes.ts';
import {
  addDays,
  cutoffOf,
  type DraftWindow,
  dayMinutes,
  formatTime,
  moveBy,
  moveDay,
  moveEnd,
  moveStart,
  type Piece,
  piecesOf,
  stepMinutes,
  weekdays,
} from './draft.ts';
import { makeHand } from './dragging.ts';
import css from './week-grid.module.css';
import { groupsOf, hoursOf, weekdayName } from './words.ts';

interface WeekGridProps {
  readonly windows: readonly DraftWindow[];
  readonly cutoffForAll: number | null;
  /** The key of the window that is looked at. */
  readonly chosen: Signal<number | undefined>;
  readonly onChange: (windows: readonly DraftWindow[]) => void;
}

/** A week with its windows: they are moved by their middle, made longer by their ends, and drawn on free hours. */
export function WeekGrid({ windows, cutoffForAll, chosen, onChange }: WeekGridProps) {
  const hintId = useId();
  const said = useSignal('');
  const week = useRef<HTMLDivElement>(null);
  const focused = useRef<string>(undefined);
  const latest = useRef({ windows, onChange });
  latest.current = { windows, onChange };
  const hand = useMemo(
    () =>
      makeHand(
        () => latest.current.windows,
        changed => latest.current.onChange(changed),
        key => {
          chosen.value = key;
        },
      ),
    [chosen],
  );
  // At once, and not after what was painted before: a key that is pressed meanwhile would lose its button.
  useLayoutEffect(() => {
    // A window that moved to another day is another button.
    if (focused.current === undefined) return;
    const button = week.current?.querySelector<HTMLElement>(`button[data-piece="${focused.current}"]`);
    if (!button) return;
    button.focus();
    focused.current = undefined;
  });
  const press = (event: KeyboardEvent, { window, opensOn }: Piece) => {
    const moved = moveByKey(window, opensOn, event);
    if (!moved) return;
    event.preventDefault();
    onChange(windows.flatMap(other => (other.key === window.key ? moved.window : other) ?? []));
    focused.current = moved.window && `${window.key}-${moved.opensOn}`;
    said.value = moved.window
      ? `${weekdayName(moved.opensOn, 'long')}, ${hoursOf(moved.window)}`
      : t('windows.removed');
  };
  const pieces = piecesOf(windows);
  return (
    <div class={css['frame']}>
      <p id={hintId} class={css['hint']}>
        {t('windows.hint')} <span class={css['keys']}>{t('windows.keys')}</span>
      </p>
      <div class={css['days']} aria-hidden="true">
        {weekdays.map(day => (
          <span key={day}>{weekdayName(day, 'short')}</span>
        ))}
      </div>
      <div class={css['hours']} aria-hidden="true">
        {[3, 6, 9, 12, 15, 18, 21].map(hour => (
          <span key={hour} style={{ top: `${(hour / 24) * 100}%` }}>
            {formatTime(hour * 60)}
          </span>
        ))}
      </div>
      <div
        ref={week}
        class={css['week']}
        onPointerDown={hand.down}
        onPointerMove={hand.move}
        onPointerUp={hand.up}
        onPointerCancel={hand.cancel}
      >
        {pieces.map(piece => (
          <Block
            key={`${piece.window.key}-${piece.opensOn}-${piece.day}`}
            piece={piece}
            tone={windows.findIndex(({ key }) => key === piece.window.key) % 4}
            cutoff={cutoffOf(piece.window, cutoffForAll)}
            isChosen={chosen.value === piece.window.key}
            isHeld={hand.held.value === piece.window.key}
            hintId={hintId}
            onKey={press}
            onFocus={() => {
              chosen.value = piece.window.key;
            }}
          />
        ))}
      </div>
      <p class="unseen" role="status">
        {said.value}
      </p>
    </div>
  );
}

interface BlockProps {
  readonly piece: Piece;
  readonly tone: number;
  readonly cutoff: number;
  readonly isChosen: boolean;
  readonly isHeld: boolean;
  readonly hintId: string;
  readonly onKey: (event: KeyboardEvent, piece: Piece) => void;
  readonly onFocus: () => void;
}

function Block({ piece, tone, cutoff, isChosen, isHeld, hintId, onKey, onFocus }: BlockProps) {
  const { window, opensOn, day, from, to, lane, lanes } = piece;
  const isFirst = day === opensOn && from === window.opens;
  const isLast = (window.opens + window.length - to) % dayMinutes === 0;
  const length = to - from;
  const look = {
    class: classes(
      css['block'],
      css[`tone${tone}`],
      isFirst && css['first'],
      isLast && css['last'],
      isChosen && css['chosen'],
      isHeld && css['held'],
    ),
    style: {
      top: `${(from / dayMinutes) * 100}%`,
      height: `${(length / dayMinutes) * 100}%`,
      insetInlineStart: `${((day - 1 + lane / lanes) / 7) * 100}%`,
      width: `${100 / 7 / lanes}%`,
    },
    'data-window': window.key,
    'data-opens-on': opensOn,
  };
  const inside = (
    <>
      {isFirst && <span class={css['start']} data-grip="start" />}
      {isFirst && length >= 60 && (
        // No texts: the name of the button has them.
        <span
          class={css['text']}
          data-opens={formatTime(window.opens)}
          data-closes={length < 120 ? '' : formatTime(window.opens + window.length)}
        />
      )}
      {isLast && (
        <span
          class={css['cutoff']}
          style={{ height: `${Math.min(100, (cutoff / length) * 100)}%` }}
          data-grip="end"
        />
      )}
      {isLast && <span class={css['end']} data-grip="end" />}
    </>
  );
  // What goes on after midnight belongs to the button of the evening before.
  if (!isFirst)
    return (
      <div {...look} aria-hidden="true">
        {inside}
      </div>
    );
  return (
    <button
      {...look}
      type="button"
      data-piece={`${window.key}-${opensOn}`}
      aria-label={`${weekdayName(opensOn, 'long')}, ${hoursOf(window)}, ${groupsOf(window)}`}
      aria-describedby={hintId}
      onKeyDown={event => onKey(event, piece)}
      onFocus={onFocus}
    >
      {inside}
    </button>
  );
}

interface Moved {
  /** Absent when it opens on no day any more. */
  readonly window?: DraftWindow;
  readonly opensOn: number;
}

function moveByKey(window: DraftWindow, opensOn: number, event: KeyboardEvent): Moved | undefined {
  const { key, shiftKey, altKey, currentTarget } = event;
  if (key === 'Delete' || key === 'Backspace') {
    const rest = window.weekdays.filter(day => day !== opensOn);
    const next = rest.find(day => day > opensOn) ?? rest[0];
    return next === undefined ? { opensOn } : { window: { ...window, weekdays: rest }, opensOn: next };
  }
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const by = key === 'ArrowUp' ? -stepMinutes : stepMinutes;
    if (shiftKey) return { window: moveEnd(window, by), opensOn };
    const moved = altKey ? moveStart(window, by) : moveBy(window, by);
    const days = Math.floor((window.opens + (moved.opens === window.opens ? 0 : by)) / dayMinutes);
    return { window: moved, opensOn: addDays(opensOn, days) };
  }
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const isMirrored = getComputedStyle(currentTarget as Element).direction === 'rtl';
    const by = (key === 'ArrowLeft') === isMirrored ? 1 : -1;
    const moved = moveDay(window, opensOn, by);
    return { window: moved, opensOn: moved === window ? opensOn : addDays(opensOn, by) };
  }
  return undefined;
}
