import { EventEmitter } from 'node:events';
import { ButlerError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import { findNearest } from '../domain/nearest.ts';
import type { PreferenceStore } from '../domain/ports.ts';
import type {
  Preference,
  PreferenceReader,
  PreferenceType,
  PreferenceValues,
  RunPreferences,
} from '../domain/preference.ts';
import { formatValue, parseValue } from './value.ts';

/** A preference and its value in force. */
export interface Setting {
  readonly preference: Preference;
  readonly value: PreferenceValues[PreferenceType];
}

/** Other values by id, as {@link parseValue} reads them; null puts the default back. */
export type Changes = Readonly<Record<string, string | null>>;

/** A change that cannot be made. */
export interface RefusedChange {
  readonly id: string;
  /** `preference-unknown`, `preference-read-only` or `preference-value`. */
  readonly error: ButlerError;
}

/** The value as clients may see it: that of a secret is empty. */
export function shownValue({ preference, value }: Setting): Setting['value'] {
  return preference.secret ? '' : value;
}

/**
 * The preferences and their values in force. Reads come from memory. Emits `preference` with the id of each one that
 * took another value, after it was stored.
 */
export class Settings extends EventEmitter<Pick<ButlerEvents, 'preference'>> implements RunPreferences {
  /** Stored values that no longer fit their preference: its default is in force instead. */
  readonly ignored: readonly ButlerError[];

  readonly #settings = new Map<string, Setting>();
  readonly #store: Pick<PreferenceStore, 'set'>;
  #lastChange: Promise<void> = Promise.resolve();

  /** `stored` is what {@link PreferenceStore.all} of `store` answers; ids in it that have no definition are left alone. */
  constructor(
    definitions: Iterable<Preference>,
    stored: Readonly<Record<string, string>>,
    store: Pick<PreferenceStore, 'set'>,
  ) {
    super();
    this.#store = store;
    const ignored: ButlerError[] = [];
    for (const preference of definitions) {
      const known = this.#settings.get(preference.id)?.preference;
      if (known && known !== preference) throw new Error(`Two preferences are called ${preference.id}`);
      this.#settings.set(preference.id, { preference, value: preference.default });
      const text = Object.hasOwn(stored, preference.id) ? stored[preference.id] : undefined;
      if (text === undefined) continue;
      try {
        this.#settings.set(preference.id, { preference, value: parseValue(preference, text) });
      } catch (error) {
        if (!(error instanceof ButlerError)) throw error;
        ignored.push(error);
      }
    }
    this.ignored = ignored;
  }

  get<T extends PreferenceType>(preference: Preference<T>): PreferenceValues[T] {
    return this.#getSetting(preference.id).value as PreferenceValues[T];
  }

  secretIds(): readonly string[] {
    return this.list().flatMap(({ preference }) => (preference.secret ? preference.id : []));
  }

  changed(): Readonly<Record<string, string>> {
    const changed = this.list().filter(
      ({ preference, value }) => !preference.secret && value !== preference.default,
    );
    return Object.fromEntries(changed.map(({ preference, value }) => [preference.id, formatValue(value)]));
  }

  /** All of them, in the order of their definitions. */
  list(): readonly Setting[] {
    return [...this.#settings.values()];
  }

  find(id: string): Setting | undefined {
    return this.#settings.get(id);
  }

  /**
   * Gives preferences other values: all of them or, with an error, none. Throws what {@link refused} tells of the first
   * that is wrong.
   */
  async set(changes: Changes): Promise<void> {
    const wanted = Object.entries(changes).map(([id, text]) => this.#read(id, text));
    // One change after the other, so that what is in force is always what was stored last.
    const change = this.#lastChange.then(() => this.#apply(wanted));
    this.#lastChange = change.catch(() => {});
    await change;
  }

  /** All changes that {@link set} would not make. */
  refused(changes: Changes): readonly RefusedChange[] {
    return Object.entries(changes).flatMap(([id, text]) => {
      try {
        this.#read(id, text);
        return [];
      } catch (error) {
        if (error instanceof ButlerError) return { id, error };
        throw error;
      }
    });
  }

  /** The values as they would be after these changes. Throws as {@link set} does. */
  supposing(changes: Changes): PreferenceReader {
    const wanted = new Map(Object.entries(changes).map(([id, text]) => [id, this.#read(id, text)]));
    return {
      get: <T extends PreferenceType>(preference: Preference<T>) =>
        (wanted.get(preference.id) ?? this.#getSetting(preference.id)).value as PreferenceValues[T],
    };
  }

  #read(id: string, text: string | null): Setting {
    const { preference } = this.#getSetting(id);
    if (preference.readOnly) throw new ButlerError('preference-read-only', { id });
    return { preference, value: text === null ? preference.default : parseValue(preference, text) };
  }

  async #apply(wanted: readonly Setting[]): Promise<void> {
    const changed = wanted.filter(({ preference, value }) => this.get(preference) !== value);
    if (changed.length === 0) return;
    await this.#store.set(
      Object.fromEntries(
        changed.map(({ preference, value }) => [
          preference.id,
          value === preference.default ? null : formatValue(value),
        ]),
      ),
    );
    for (const setting of changed) this.#settings.set(setting.preference.id, setting);
    for (const { preference } of changed) this.emit('preference', preference.id);
  }

  #getSetting(id: string): Setting {
    const setting = this.#settings.get(id);
    if (setting) return setting;
    throw new ButlerError('preference-unknown', { id, nearest: findNearest(id, [...this.#settings.keys()]) });
  }
}
