import { type Signal, signal } from '@preact/signals';
import {
  type DraftWindow,
  dayMinutes,
  moveBy,
  moveDay,
  moveEnd,
  moveStart,
  newWindow,
  stepMinutes,
  weekdays,
} from './draft.ts';

/** What of a window a hand holds. */
type Grip = 'body' | 'start' | 'end';

/** Where a hand is on the week. */
interface Place {
  readonly day: number;
  /** Of the day, not rounded. */
  readonly minute: number;
}

interface Hold {
  readonly pointer: number;
  readonly from: Place;
  /** As the windows were when it began. */
  readonly before: readonly DraftWindow[];
  /** What is moved; a new one is drawn where there is none. */
  readonly held?: { readonly window: DraftWindow; readonly day: number; readonly grip: Grip };
  /** The one that is drawn. */
  drawn?: number;
  hasMoved: boolean;
}

interface Hand {
  /** The window that is moved, by its key. */
  readonly held: Signal<number | undefined>;
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: (event: PointerEvent) => void;
  /** Puts back what was before. */
  readonly cancel: () => void;
}

/** A tap makes a window so long. */
const tapMinutes = 120;

/**
 * Moves windows, and draws new ones, on a week that is laid out in columns; `shown` are the windows, `change` takes them.
 * What is held is told by `data-window`, `data-opens-on` and `data-grip` of the elements.
 */
export function makeHand(
  shown: () => readonly DraftWindow[],
  change: (windows: readonly DraftWindow[]) => void,
  choose: (key: number) => void,
): Hand {
  const held = signal<number | undefined>(undefined);
  let hold: Hold | undefined;

  const down = (event: PointerEvent) => {
    const week = event.currentTarget as HTMLElement;
    if (hold || event.button !== 0 || !(event.target instanceof Element)) return;
    const block = event.target.closest<HTMLElement>('[data-window]');
    const window = shown().find(({ key }) => String(key) === block?.dataset['window']);
    const grip = event.target.closest<HTMLElement>('[data-grip]')?.dataset['grip'] as Grip | undefined;
    hold = {
      pointer: event.pointerId,
      from: placeOf(event, week),
      before: shown(),
      ...(window && {
        held: { window, day: Number(block?.dataset['opensOn']), grip: grip ?? 'body' },
      }),
      hasMoved: false,
    };
    held.value = window?.key;
    addEventListener('keydown', giveUp);
    // A finger on free hours scrolls the page.
    if (window || event.pointerType !== 'touch') week.setPointerCapture(event.pointerId);
    if (window) choose(window.key);
  };

  const move = (event: PointerEvent) => {
    if (event.pointerId !== hold?.pointer) return;
    const place = placeOf(event, event.currentTarget as HTMLElement);
    const minutes = toStep(place.minute - hold.from.minute);
    const days = place.day - hold.from.day;
    if (minutes === 0 && days === 0 && !hold.hasMoved) return;
    if (!hold.held && event.pointerType === 'touch') return;
    hold.hasMoved = true;
    if (hold.held) {
      const { window, day, grip } = hold.held;
      const moved = applyTo(window, day, grip, minutes, days);
      change(hold.before.map(other => (other.key === window.key ? moved : other)));
    } else {
      const fresh = draw(hold.from, place);
      hold.drawn ??= fresh.key;
      const drawn = { ...fresh, key: hold.drawn };
      change([...hold.before, drawn]);
      choose(drawn.key);
      held.value = drawn.key;
    }
  };

  const up = (event: PointerEvent) => {
    if (event.pointerId !== hold?.pointer) return;
    const { held: window, hasMoved, before, from } = hold;
    letGo();
    if (window || hasMoved) return;
    const opens = Math.min(dayMinutes - stepMinutes, Math.floor(from.minute / 60) * 60);
    const tapped = newWindow(from.day, opens, tapMinutes);
    change([...before, tapped]);
    choose(tapped.key);
  };

  const cancel = () => {
    if (hold?.hasMoved) change(hold.before);
    letGo();
  };

  const letGo = () => {
    hold = undefined;
    held.value = undefined;
    removeEventListener('keydown', giveUp);
  };

  const giveUp = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cancel();
  };

  return { held, down, move, up, cancel };
}

function applyTo(window: DraftWindow, day: number, grip: Grip, minutes: number, days: number): DraftWindow {
  if (grip === 'start') return moveStart(window, minutes);
  if (grip === 'end') return moveEnd(window, minutes);
  return moveBy(moveDay(window, day, days), minutes);
}

/** From one corner to the other: the hours, on each of the days. */
function draw(from: Place, to: Place): DraftWindow {
  const opens = Math.floor(Math.min(from.minute, to.minute) / stepMinutes) * stepMinutes;
  const closes = Math.ceil(Math.max(from.minute, to.minute) / stepMinutes) * stepMinutes;
  const first = Math.min(from.day, to.day);
  const last = Math.max(from.day, to.day);
  const start = Math.min(opens, dayMinutes - stepMinutes);
  return {
    ...newWindow(first, start, Math.max(stepMinutes, closes - start)),
    weekdays: weekdays.filter(day => first <= day && day <= last),
  };
}

function placeOf(event: PointerEvent, week: HTMLElement): Place {
  const { left, top, width, height } = week.getBoundingClientRect();
  const across = (event.clientX - left) / width;
  const column = Math.floor((getComputedStyle(week).direction === 'rtl' ? 1 - across : across) * 7);
  const minute = ((event.clientY - top) / height) * dayMinutes;
  return {
    day: Math.min(7, Math.max(1, column + 1)),
    minute: Math.min(dayMinutes, Math.max(0, minute)),
  };
}

function toStep(minutes: number): number {
  return Math.round(minutes / stepMinutes) * stepMinutes;
}
