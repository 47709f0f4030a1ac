import { followActivities } from './follow-activities.ts';
import { followItems } from './follow-items.ts';
import { followPreferences } from './follow-preferences.ts';
import { followScans } from './follow-scans.ts';
import type { NewsSources } from './news-sources.ts';
import type { Tell } from './notification.ts';

/** Tells clients of Plex what happens, in their words. Follows it only while somebody listens. */
export class Notifier {
  readonly #sources: NewsSources;
  readonly #listeners = new Set<Tell>();
  #unfollow: readonly (() => void)[] = [];

  constructor(sources: NewsSources) {
    this.#sources = sources;
  }

  /** From now on, until the function is called that it returns. */
  subscribe(listener: Tell): () => void {
    if (this.#listeners.size === 0) this.#follow();
    this.#listeners.add(listener);
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      for (const unfollow of this.#unfollow) unfollow();
      this.#unfollow = [];
    };
  }

  #follow(): void {
    const tell: Tell = notification => {
      for (const listener of this.#listeners) listener(notification);
    };
    this.#unfollow = [followActivities, followScans, followItems, followPreferences].map(follow =>
      follow(this.#sources, tell),
    );
  }
}
