import type { ItemMetadata, TagKind } from '../../../domain/metadata.ts';
import type { Element } from '../response.ts';

/** Plex's elements for tags, the number of each kind, and the filter that finds what has one. */
export const tagNames: {
  readonly [K in TagKind]?: { readonly element: string; readonly number: number; readonly filter: string };
} = {
  genre: { element: 'Genre', number: 1, filter: 'genre' },
  collection: { element: 'Collection', number: 2, filter: 'collection' },
  director: { element: 'Director', number: 4, filter: 'director' },
  writer: { element: 'Writer', number: 5, filter: 'writer' },
  actor: { element: 'Role', number: 6, filter: 'actor' },
  producer: { element: 'Producer', number: 7, filter: 'producer' },
  country: { element: 'Country', number: 8, filter: 'country' },
  label: { element: 'Label', number: 11, filter: 'label' },
  camera: { element: 'Camera', number: 206, filter: 'camera' },
  autotag: { element: 'Tag', number: 207, filter: 'autotag' },
  mood: { element: 'Mood', number: 300, filter: 'mood' },
  style: { element: 'Style', number: 301, filter: 'style' },
  similar: { element: 'Similar', number: 305, filter: 'similar' },
  place: { element: 'Place', number: 400, filter: 'place' },
};

/** As many of each kind as lists tell. */
const inLists = 3;

/** Tags and ids of services, each kind under the name of its element. */
export function tagElements({ tags, ids }: ItemMetadata, isDetailed: boolean): Element {
  const elements: Record<string, Element[]> = {};
  for (const { kind, name, role } of tags) {
    const known = tagNames[kind];
    if (!known) continue;
    elements[known.element] ??= [];
    const list = elements[known.element] as Element[];
    if (!isDetailed && list.length === inLists) continue;
    list.push({ tag: name, filter: `${known.filter}=${encodeURIComponent(name)}`, role });
  }
  const guids = Object.entries(ids).map(([service, id]) => ({ id: `${guidService(service)}://${id}` }));
  return { ...elements, ...(guids.length > 0 && { Guid: guids }) };
}

/** Plex's name of the service that a guid begins with. */
function guidService(service: string): string {
  return service === 'musicbrainz' ? 'mbid' : service;
}
