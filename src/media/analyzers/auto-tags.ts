import type { AutoTagFacts } from '../../domain/analysis.ts';
import type { PassOrders } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import { readPhoto } from '../facts/photo.ts';
import type { OpenFile } from '../open-file.ts';
import { findColours } from '../photo-tags/colours.ts';
import { findFaces } from '../photo-tags/faces.ts';
import { takeLook } from '../photo-tags/look.ts';
import { findObjects, type SeenObject } from '../photo-tags/objects.ts';
import { findPlace } from '../photo-tags/places.ts';
import { unreadable } from '../source-file.ts';

/** Looks at a photo: what and who is in it, in which colours, and where it was taken. */
export const autoTags: Prepare<'autoTags'> = (file, order) => new AutoTags(file, order);

class AutoTags implements Analyzer<AutoTagFacts> {
  readonly #file: OpenFile;
  readonly #order: PassOrders['autoTags'];

  constructor(file: OpenFile, order: PassOrders['autoTags']) {
    this.#file = file;
    this.#order = order;
  }

  async finish(): Promise<AutoTagFacts> {
    const { source } = this.#file;
    const { photo } = await readPhoto(source);
    const { latitude, longitude } = photo ?? {};
    const place = latitude !== undefined && longitude !== undefined && findPlace(latitude, longitude);
    const seen = await this.#look();
    source.assertUnchanged();
    return { ...seen, ...(place && { place }) };
  }

  async #look(): Promise<Omit<AutoTagFacts, 'place'>> {
    const { source } = this.#file;
    const look = await takeLook(source.path).catch(cause => {
      throw unreadable(source.path, (cause as Error).message.replaceAll(/\s+/g, ' ').trim(), cause);
    });
    await this.#file.breathe();
    const objects = await findObjects(look, this.#order.confidence / 100);
    await this.#file.breathe();
    const faces = await findFaces(look);
    await this.#file.breathe();
    const persons = objects.filter(({ label }) => label === 'person').length;
    return {
      objects: sumUp(objects),
      // Bodies without a face, or faces without much of a body.
      people: Math.max(persons, faces.length),
      colours: findColours(look),
    };
  }

  [Symbol.dispose](): void {}
}

/** Kinds of objects, the surest first. */
function sumUp(objects: readonly SeenObject[]): AutoTagFacts['objects'] {
  return [...Map.groupBy(objects, ({ label }) => label)]
    .map(([label, ofKind]) => ({
      label,
      count: ofKind.length,
      score: Number(Math.max(...ofKind.map(({ score }) => score)).toFixed(2)),
    }))
    .sort((a, b) => b.score - a.score);
}
