import type { ReportStore } from '../domain/ports.ts';
import type { MaintenanceWindow, Night } from '../domain/schedule.ts';
import { nextNight, nightAt } from '../schedule/window.ts';

/** A night that is over. */
export interface EndedNight {
  readonly night: Night;
  /** Its window closed while Butler was not at work. */
  readonly isLate: boolean;
}

/**
 * Follows the nights from before their opening to the end of what they started, so that each can be told once when it
 * is over, also after a restart. Instants are milliseconds since 1970 UTC.
 */
export class Nights {
  readonly #store: Pick<ReportStore, 'awaitedNights' | 'awaitNights'>;
  readonly #awaited = new Map<string, Night>();
  /** When Butler began to look. */
  #since: number | undefined;
  /** What is on record, as text. */
  #kept: string | undefined;

  constructor(store: Pick<ReportStore, 'awaitedNights' | 'awaitNights'>) {
    this.#store = store;
  }

  /** Takes up the nights that the last server left without a report. */
  async open(): Promise<void> {
    for (const night of await this.#store.awaitedNights()) this.#awaited.set(idOf(night), night);
  }

  /**
   * Looks at the windows, and returns the nights that are over: their window has opened and is open no longer, and
   * nothing that it started is at work.
   */
  async look(
    windows: readonly MaintenanceWindow[],
    at: number,
    isAtWork: (night: Night) => boolean,
  ): Promise<readonly EndedNight[]> {
    this.#since ??= at;
    const since = this.#since;
    const awaited = windows.flatMap(window => nightAt(window, at) ?? nextNight(window, at) ?? []);
    // First, so that where nothing can be kept nothing is lost either: the next look comes to the same.
    await this.#keep(awaited, at);
    const ids = new Set(awaited.map(idOf));
    const over: EndedNight[] = [];
    for (const [id, night] of this.#awaited) {
      if (ids.has(id) || (night.opensAt <= at && isAtWork(night))) continue;
      this.#awaited.delete(id);
      // One that is still to come, and not among those to come, went with a change of the settings.
      if (night.opensAt <= at) over.push({ night, isLate: night.closesAt <= since });
    }
    for (const night of awaited) this.#awaited.set(idOf(night), night);
    return over;
  }

  async #keep(awaited: readonly Night[], at: number): Promise<void> {
    const text = JSON.stringify(awaited);
    if (text === this.#kept) return;
    await this.#store.awaitNights(awaited, at);
    this.#kept = text;
  }
}

function idOf({ windowId, opensAt }: Night): string {
  return `${windowId} ${opensAt}`;
}
