import { Activities } from './activities.ts';
import { Client } from './client.ts';
import { type EventOptions, followEvents } from './events.ts';
import { Groups } from './generated/operations.gen.ts';
import { getIdentity, getTasks } from './generated/plex-shapes.gen.ts';
import type { ButlerTask, PlexIdentity } from './generated/plex-types.gen.ts';
import type { Event, TaskName } from './generated/types.gen.ts';
import type { ButlerOptions, CallOptions } from './options.ts';
import { pathSegment } from './path-segment.ts';
import { readElement } from './plex.ts';
import { Preferences } from './preferences.ts';

/** What came of starting a task. */
export interface StartOutcome {
  readonly outcome: 'started' | 'already-running';
}

/**
 * A client of one server. The five operations, `preferences` and `activities` work with a Plex server as well; all other
 * groups are Butler's own, and reject with a `NotButlerError` elsewhere.
 */
export class Butler extends Groups {
  readonly preferences: Preferences;
  readonly activities: Activities;
  readonly #client: Client;

  /** Throws a TypeError for a serverURL that is none. Nothing is asked yet. */
  constructor(options: ButlerOptions = {}) {
    const client = new Client(options);
    super(client);
    this.#client = client;
    this.preferences = new Preferences(client);
    this.activities = new Activities(client);
  }

  /** This client again, for code that has `client.butler.getTasks()`. */
  get butler(): this {
    return this;
  }

  /** All tasks and their scheduling. */
  async getTasks(options?: CallOptions): Promise<ButlerTask[]> {
    const { entries } = await readElement(this.#client, '/butler', getTasks, {}, options);
    return entries as unknown as ButlerTask[];
  }

  /**
   * Starts every task that is enabled. One that is not scheduled for today is skipped; one that is placed at random gets,
   * within the window, a moment in what is left of it; all others start at once.
   */
  async startTasks(options?: CallOptions): Promise<void> {
    await this.#send('POST', '/butler', options);
  }

  /** Stops every task that runs, and takes those that wait out of the queue. */
  async stopTasks(options?: CallOptions): Promise<void> {
    await this.#send('DELETE', '/butler', options);
  }

  /** Starts a task. Rejects with a `NotFoundError` where there is none of that name. */
  async startTask({ task }: { readonly task: TaskName }, options?: CallOptions): Promise<StartOutcome> {
    const status = await this.#send('POST', pathOf(task), options, `There is no task "${task}".`);
    return { outcome: status === 202 ? 'already-running' : 'started' };
  }

  /** Stops a task, or takes it out of the queue. Rejects with a `NotFoundError` where it is in neither. */
  async stopTask({ task }: { readonly task: TaskName }, options?: CallOptions): Promise<void> {
    await this.#send('DELETE', pathOf(task), options, `The task "${task}" neither runs nor waits.`);
  }

  /**
   * A file of the server: a picture or an index file, by the path that an answer tells. In a browser nothing else brings
   * the token along. Rejects with a `NotFoundError` where there is none, throws a TypeError for what is no path.
   */
  async file({ path }: { readonly path: string }, options?: CallOptions): Promise<Blob> {
    if (!path.startsWith('/'))
      throw new TypeError(`"${path}" is no path on the server: it is to begin with a slash.`);
    const call = { method: 'GET', path, accept: '*/*', absence: `There is no file ${path}.` };
    return await this.#client.request(call, options, response => response.blob());
  }

  /** Who the server is, told without a token. The version of a Butler ends in `-butler`. */
  async identity(options?: CallOptions): Promise<PlexIdentity> {
    const { fields } = await readElement(this.#client, '/identity', getIdentity, {}, options);
    return fields as PlexIdentity;
  }

  /**
   * What happens at the server, as it happens: `for await (const event of butler.events({ types: ['run'] }))`. It goes on
   * until the loop is left or the signal is aborted, whatever becomes of the connection.
   */
  events(options?: EventOptions): AsyncGenerator<Event, void> {
    return followEvents(this.#client, options);
  }

  /** Gives the status of the answer, whose body is empty. */
  async #send(method: string, path: string, options?: CallOptions, absence?: string): Promise<number> {
    const call = { method, path, accept: this.#client.accepts, ...(absence && { absence }) };
    return await this.#client.readText(call, options, (_text, _type, { status = 0 }) => status);
  }
}

function pathOf(task: TaskName): string {
  return `/butler/${pathSegment('task', task)}`;
}
