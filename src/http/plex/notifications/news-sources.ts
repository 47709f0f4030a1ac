import type { EventEmitter } from 'node:events';
import type { Butler } from '../../../domain/butler.ts';
import type { Catalogue } from '../../../domain/catalogue.ts';
import type { ButlerEvents } from '../../../domain/events.ts';
import type { GoneItems } from '../../../domain/gone-items.ts';
import type { Section } from '../../../domain/library.ts';
import type { Settings } from '../../../settings/settings.ts';

/** Where it is learned what happens. */
export interface NewsSources {
  readonly butler: Butler;
  readonly events: EventEmitter<ButlerEvents>;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly goneItems: GoneItems;
  readonly sections: () => Promise<readonly Section[]>;
}
