import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Program } from './program.ts';

export interface ButlerTaskJson {
  readonly name: string;
  readonly enabled: boolean;
  readonly state: string;
  readonly progress?: number;
  readonly lastRunState?: string;
}

export interface ActivityJson {
  readonly uuid: string;
  readonly type: string;
  readonly progress: number;
  readonly Context: { readonly done: number; readonly total?: number };
}

/** Speaks to a real program as clients of Plex do. */
export class Client {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  static async of(program: Program, data: string): Promise<Client> {
    const url = await program.url();
    return new Client(url, (await readFile(join(data, 'token'), 'utf8')).trim());
  }

  async ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return await fetch(this.#url + path, {
      method,
      headers: { 'X-Plex-Token': this.#token, Accept: 'application/json', ...headers },
    });
  }

  async status(method: string, path: string, headers?: Record<string, string>): Promise<number> {
    const response = await this.ask(method, path, headers);
    await response.arrayBuffer();
    return response.status;
  }

  async tasks(): Promise<ReadonlyMap<string, ButlerTaskJson>> {
    const body = (await (await this.ask('GET', '/butler')).json()) as {
      ButlerTasks: { ButlerTask: ButlerTaskJson[] };
    };
    return new Map(body.ButlerTasks.ButlerTask.map(task => [task.name, task]));
  }

  async activities(): Promise<readonly ActivityJson[]> {
    const body = (await (await this.ask('GET', '/activities')).json()) as {
      MediaContainer: { Activity: ActivityJson[] };
    };
    return body.MediaContainer.Activity;
  }

  /** Asks again and again until an activity of the type is in hand that fits. */
  async activity(
    type: string,
    fits: (activity: ActivityJson) => boolean = () => true,
  ): Promise<ActivityJson> {
    for (;;) {
      const found = (await this.activities()).find(activity => activity.type === type && fits(activity));
      if (found) return found;
      // Leaves the processor to the server.
      await wait(10);
    }
  }
}
