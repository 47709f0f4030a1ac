import type { en } from './en/index.ts';
import type { Message, ParametersOf } from './message.ts';

type English = typeof en;

/** The name of a message. One that no language has is a type error, as is a language that lacks one. */
export type Key = keyof English;

/** What a language brings. */
export type Messages = Readonly<Record<Key, Message>>;

/** The name of a message without places for values. */
export type PlainKey = {
  [K in Key]: [ParametersOf<English[K]>] extends [never] ? K : never;
}[Key];

/** The values that a message has places for, as the last argument. */
export type Values<K extends Key> = [ParametersOf<English[K]>] extends [never]
  ? []
  : [values: Readonly<Record<ParametersOf<English[K]>, string | number>>];
