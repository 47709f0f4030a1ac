import type { Api } from '../../../../../sdk/src/index.ts';

export type Group = Api.Window['groups'][number];
export const groups: readonly Group[] = ['library', 'media', 'housekeeping'];
/** By ISO: 1 is Monday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A window while it is edited. */
export interface DraftWindow {
  /** Tells it from the others for as long as it is edited. */
  readonly key: number;
  /** Minutes of the day. */
  readonly opens: number;
  /** In minutes, up to a whole day. */
  readonly length: number;
  /** On which it opens, in order. */
  readonly weekdays: readonly number[];
  readonly groups: readonly Group[];
  readonly cutoffMinutes: number | null;
}

/** The part of a window that lies on one day. */
export interface Piece {
  readonly window: DraftWindow;
  /** On which it opened: the day itself, or the one before. */
  readonly opensOn: number;
  readonly day: number;
  /** Minutes of the day. */
  readonly from: number;
  readonly to: number;
  /** Of several that are open together, which it is, and how many there are. */
  readonly lane: number;
  readonly lanes: number;
}

export const dayMinutes = 24 * 60;
/** What hands move by. */
export const stepMinutes = 15;

let lastKey = 0;

export function toDraft({ opens, closes, weekdays, groups, cutoffMinutes }: Api.Window): DraftWindow {
  const from = parseTime(opens);
  return {
    key: ++lastKey,
    opens: from,
    length: span(from, parseTime(closes)),
    weekdays,
    groups,
    cutoffMinutes,
  };
}

export function newWindow(day: number, opens: number, length: number): DraftWindow {
  return { key: ++lastKey, opens, length, weekdays: [day], groups, cutoffMinutes: null };
}

/** As the server takes it. */
export function toWanted({ opens, length, weekdays, groups, cutoffMinutes }: DraftWindow) {
  return {
    opens: formatTime(opens),
    closes: formatTime(opens + length),
    weekdays: [...weekdays],
    groups: [...groups],
    cutoffMinutes,
  };
}

/** Equal times are a whole day. */
function span(opens: number, closes: number): number {
  return modulo(closes - opens, dayMinutes) || dayMinutes;
}

/** All of it earlier or later; over midnight it opens on other days. */
export function moveBy(window: DraftWindow, minutes: number): DraftWindow {
  const opens = window.opens + minutes;
  const days = Math.floor(opens / dayMinutes);
  return {
    ...window,
    opens: modulo(opens, dayMinutes),
    weekdays: inOrder(window.weekdays.map(day => addDays(day, days))),
  };
}

export function moveEnd(window: DraftWindow, minutes: number): DraftWindow {
  return { ...window, length: clampLength(window.length + minutes) };
}

export function moveStart(window: DraftWindow, minutes: number): DraftWindow {
  const length = clampLength(window.length - minutes);
  return { ...moveBy(window, window.length - length), length };
}

/** Opens on another day in place of one; where it opens on that one already, nothing changes. */
export function moveDay(window: DraftWindow, from: number, days: number): DraftWindow {
  const to = addDays(from, days);
  if (window.weekdays.includes(to)) return window;
  return { ...window, weekdays: inOrder(window.weekdays.map(day => (day === from ? to : day))) };
}

/** From one time of day to another. */
export function withHours(window: DraftWindow, opens: number, closes: number): DraftWindow {
  return { ...window, opens, length: span(opens, closes) };
}

export function closesOf({ opens, length }: DraftWindow): number {
  return modulo(opens + length, dayMinutes);
}

/** What is to be seen on each day of a week, whose end goes on at its begin. */
export function piecesOf(windows: readonly DraftWindow[]): readonly Piece[] {
  const pieces = windows.flatMap(window =>
    window.weekdays.flatMap(opensOn => {
      const end = window.opens + window.length;
      const first = { window, opensOn, day: opensOn, from: window.opens, to: Math.min(end, dayMinutes) };
      const rest = { window, opensOn, day: addDays(opensOn, 1), from: 0, to: end - dayMinutes };
      return end > dayMinutes ? [first, rest] : [first];
    }),
  );
  return weekdays.flatMap(day => laneOut(pieces.filter(piece => piece.day === day)));
}

/** Each in the first lane that is free; as many lanes as there are, for those that touch each other. */
function laneOut(pieces: readonly Omit<Piece, 'lane' | 'lanes'>[]): readonly Piece[] {
  const ends: number[] = [];
  const placed = pieces
    .toSorted((a, b) => a.from - b.from)
    .map(piece => {
      const free = ends.findIndex(end => end <= piece.from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = piece.to;
      return { ...piece, lane };
    });
  return placed.map(piece => {
    const together = placed.filter(({ from, to }) => from < piece.to && piece.from < to);
    return { ...piece, lanes: 1 + Math.max(...together.map(({ lane }) => lane)) };
  });
}

/** The last minutes of a window, in which nothing new starts; `forAll` as the server has it. */
export function cutoffOf({ cutoffMinutes, length }: DraftWindow, forAll: number | null): number {
  return Math.min(length, cutoffMinutes ?? forAll ?? Math.min(15, length / 4));
}

/** `23:30`; of minutes beyond a day those of the next one. */
export function formatTime(minutes: number): string {
  const day = modulo(minutes, dayMinutes);
  return [Math.floor(day / 60), day % 60].map(number => String(number).padStart(2, '0')).join(':');
}

/** NaN for what is no time of day. */
export function parseTime(text: string): number {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return Number(hour) * 60 + Number(minute);
}

export function addDays(day: number, days: number): number {
  return modulo(day - 1 + days, 7) + 1;
}

function inOrder(days: readonly number[]): readonly number[] {
  return days.toSorted((a, b) => a - b);
}

function clampLength(minutes: number): number {
  return Math.min(dayMinutes, Math.max(stepMinutes, minutes));
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
