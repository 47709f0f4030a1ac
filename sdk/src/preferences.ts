import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { type ListShape, parseValue, readElement } from './plex.ts';

/** A preference of a Plex server or of Butler. */
export interface Preference {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly type: 'bool' | 'int' | 'double' | 'text';
  readonly default: boolean | number | string;
  readonly value: boolean | number | string;
  readonly hidden: boolean;
  readonly advanced: boolean;
  readonly group: string;
  /** The values it may have, as `value:label|value:label`; absent where any of its type will do. */
  readonly enumValues?: string;
}

const shape: ListShape = {
  container: 'MediaContainer',
  entry: 'Setting',
  kinds: { hidden: 'boolean', advanced: 'boolean' },
};

/** The preferences, which a Plex server has too. */
export class Preferences {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** All of them, the hidden ones among them. */
  async list(options?: CallOptions): Promise<Preference[]> {
    return await this.#read('/:/prefs', {}, options);
  }

  /** Rejects with a `NotFoundError` where there is none of that id. */
  async get({ id }: { readonly id: string }, options?: CallOptions): Promise<Preference | undefined> {
    const [preference] = await this.#read('/:/prefs/get', { id }, options);
    return preference;
  }

  /** Sets some, such as `{ ButlerStartHour: 3, ButlerTaskBackupDatabase: false }`: all of them or, where one may not be so, none. */
  async set(
    values: Readonly<Record<string, boolean | number | string>>,
    options?: CallOptions,
  ): Promise<void> {
    const call = { method: 'PUT', path: '/:/prefs', query: values, accept: this.#client.accepts };
    await this.#client.readText(call, options, () => undefined);
  }

  async #read(path: string, query: Record<string, string>, options?: CallOptions): Promise<Preference[]> {
    const { entries } = await readElement(this.#client, path, shape, query, options);
    return entries.map(entry => {
      const preference = entry as unknown as Preference;
      const { type, default: standard, value } = preference;
      return { ...preference, default: typed(type, standard), value: typed(type, value) };
    });
  }
}

/** In XML every value is text. */
function typed(type: string, value: boolean | number | string): boolean | number | string {
  if (typeof value !== 'string') return value;
  const kind = ({ bool: 'boolean', int: 'number', double: 'number' } as const)[type];
  return parseValue(value, kind);
}
