import { Hono } from 'hono';
import type { Catalogue, SectionExtent } from '../../domain/catalogue.ts';
import type { ItemType, Section } from '../../domain/library.ts';
import type { Settings } from '../../settings/settings.ts';
import { preferredEncoding } from '../negotiation.ts';
import { libraryIdentifier } from './browse/container.ts';
import { typeNumber, typesOfSection } from './browse/item-types.ts';
import { type Host, type ServerIdentity, serverElement } from './identity.ts';
import { readers, type Sections } from './library.ts';
import { type Element, encode, respond } from './response.ts';
import { toSeconds } from './seconds.ts';

interface Provided {
  readonly identity: ServerIdentity;
  readonly settings: Settings;
  readonly sections: Sections;
  readonly catalogue: Pick<Catalogue, 'extents'>;
}

/**
 * `/media/providers`: what this server has to offer and where, from which newer clients find everything else. With
 * `includeStorage=1` of each section how long it plays, in milliseconds, and how many bytes it takes.
 */
export function providerRoutes({ identity, settings, sections, catalogue }: Provided, host: Host): Hono {
  return new Hono({ strict: false }).get('/media/providers', async c => {
    const encoding = preferredEncoding(c.req.header('accept'));
    const extents = c.req.query('includeStorage') === '1' ? await catalogue.extents() : undefined;
    const directories = (await sections()).map(section =>
      toDirectory(section, extents && (extents.get(section.id) ?? { bytes: 0, durationMs: 0 })),
    );
    const provider: Element = {
      identifier: libraryIdentifier,
      title: 'Library',
      types: 'video,audio,photo',
      protocols: 'stream,download',
      Feature: [
        {
          key: '/library/sections',
          type: 'content',
          Directory: [{ hubKey: '/hubs', title: 'Home' }, ...directories],
        },
        ...features,
      ],
    };
    const element = { size: 1, ...serverElement(identity, host, settings), MediaProvider: [provider] };
    return respond(encoding, encode(encoding, 'MediaContainer', element));
  });
}

/** What else of Plex's is served, and where. */
const features: readonly Element[] = [
  { key: '/hubs/search', type: 'search' },
  { key: '/library/metadata', type: 'metadata' },
  { key: '/library/collections', type: 'collection' },
  { key: '/hubs/promoted', type: 'promoted' },
  { key: '/hubs/continueWatching', type: 'continuewatching' },
];

function toDirectory(section: Section, extent: SectionExtent | undefined): Element {
  const { id, type, title, uuid, createdAt, scannedAt } = section;
  const hubs = `/hubs/sections/${id}`;
  const list = `/library/sections/${id}/all?type=${typeNumber(typesOfSection[type][0] as ItemType)}`;
  return {
    ...readers[type],
    language: 'xn',
    uuid,
    id: String(id),
    key: `/library/sections/${id}`,
    hubKey: hubs,
    type,
    title,
    updatedAt: toSeconds(scannedAt ?? createdAt),
    scannedAt: toSeconds(scannedAt),
    durationTotal: extent?.durationMs,
    storageTotal: extent?.bytes,
    Pivot: [
      {
        id: 'recommended',
        key: hubs,
        type: 'hub',
        title: 'Recommended',
        context: 'content.discover',
        symbol: 'star',
      },
      {
        id: 'library',
        key: list,
        type: 'list',
        title: 'Library',
        context: 'content.library',
        symbol: 'library',
      },
    ],
  };
}
