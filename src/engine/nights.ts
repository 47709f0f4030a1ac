import type { MaintenanceWindow, Night } from '../domain/schedule.ts';
import { nightAt } from '../schedule/window.ts';

/** Follows the nights from their opening to the end of what they started, so that each can be told once when it is over. */
export class Nights {
  readonly #nights = new Map<string, Night>();

  /**
   * The nights that are over at an instant (milliseconds since 1970 UTC): their window was open when last looked at, is
   * no longer, and nothing that it started is at work.
   */
  ended(
    windows: readonly MaintenanceWindow[],
    at: number,
    isAtWork: (night: Night) => boolean,
  ): readonly Night[] {
    const open = new Set<string>();
    for (const window of windows) {
      const night = nightAt(window, at);
      if (!night) continue;
      const id = `${night.windowId} ${night.opensAt}`;
      open.add(id);
      this.#nights.set(id, night);
    }
    const over: Night[] = [];
    for (const [id, night] of this.#nights) {
      if (open.has(id) || isAtWork(night)) continue;
      this.#nights.delete(id);
      over.push(night);
    }
    return over;
  }
}
