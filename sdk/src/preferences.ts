import type { Client } from './client.ts';
import { ResponseValidationError } from './errors.ts';
import { getPreferences } from './generated/plex-shapes.gen.ts';
import type { PlexSetting } from './generated/plex-types.gen.ts';
import type { CallOptions } from './options.ts';
import { parseValue, readElement } from './plex.ts';

/** A preference of Butler or of a Plex server, which has more groups of them. */
export type Preference = Omit<PlexSetting, 'group'> & { readonly group: string };

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
  async get({ id }: { readonly id: string }, options?: CallOptions): Promise<Preference> {
    const [preference] = await this.#read('/:/prefs/get', { id }, options);
    if (!preference) throw new ResponseValidationError(`The answer has no preference ${id}.`);
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
    const { entries } = await readElement(this.#client, path, getPreferences, query, options);
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
