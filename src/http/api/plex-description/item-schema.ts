import { z } from '@hono/zod-openapi';
import { tagNames } from '../../plex/browse/tag-element.ts';
import { mediaSchema } from './media-schema.ts';
import { count, milliseconds, path, seconds } from './scalars.ts';

const tag = z
  .object({
    tag: z.string().openapi({ description: 'Its name.', example: 'Drama' }),
    filter: z.string().openapi({ description: 'The filter that finds what has it.', example: 'genre=Drama' }),
    role: z.string().optional().openapi({ description: 'Whom an actor plays.' }),
  })
  .openapi('PlexTag');

const marker = z
  .object({
    id: z.int(),
    type: z.enum(['intro', 'credits', 'commercial']),
    startTimeOffset: milliseconds,
    endTimeOffset: milliseconds,
    final: z.boolean().optional().openapi({ description: 'Whether nothing comes after these credits.' }),
    Attributes: z.object({ id: z.int(), version: z.int() }),
  })
  .openapi('PlexMarker');

const chapter = z
  .object({
    id: z.int(),
    filter: z.string(),
    tag: z.string().openapi({ description: 'Its title.' }),
    index: z.int().min(1),
    startTimeOffset: milliseconds,
    endTimeOffset: milliseconds,
    thumb: path.optional().openapi({ example: '/library/media/1/chapterImages/1' }),
    thumbBlurHash: z.string().optional(),
  })
  .openapi('PlexChapter');

/** What a list tells of the item above, or two levels above. */
function ancestor(level: 'parent' | 'grandparent') {
  return {
    [`${level}RatingKey`]: z.string().optional(),
    [`${level}Key`]: path.optional(),
    [`${level}Guid`]: z.string().optional(),
    [`${level}Title`]: z.string().optional(),
    [`${level}Index`]: z.int().optional(),
    ...(level === 'parent' && { parentYear: z.int().optional() }),
    [`${level}Thumb`]: path.optional(),
    [`${level}Art`]: path.optional(),
    [`${level}Theme`]: path.optional(),
  };
}

const tags = Object.fromEntries(
  Object.values(tagNames).map(({ element }) => [element, z.array(tag).optional()]),
);

/** Plex's names of what there is. An album of photos is a photo, too. */
const itemTypes = [
  ...['movie', 'show', 'season', 'episode', 'artist', 'album', 'track', 'clip', 'photo', 'collection'],
] as const;

export const item = z
  .object({
    ratingKey: z.string().openapi({ description: 'Its id.', example: '1' }),
    key: path.openapi({ description: 'Where it, or what is below it, is told.' }),
    ...ancestor('parent'),
    ...ancestor('grandparent'),
    guid: z.string().openapi({ example: 'local://1' }),
    librarySectionID: z.int(),
    librarySectionKey: path,
    librarySectionTitle: z.string(),
    type: z.enum(itemTypes),
    subtype: z
      .string()
      .optional()
      .openapi({ description: 'Of a collection, what is in it; of a clip, its sort.' }),
    smart: z.boolean().optional(),
    title: z.string(),
    titleSort: z
      .string()
      .optional()
      .openapi({ description: 'By which it is sorted, where that is not the title.' }),
    originalTitle: z
      .string()
      .optional()
      .openapi({ description: 'Of a track, its artist where that is not the album’s.' }),
    editionTitle: z.string().optional(),
    contentRating: z.string().optional(),
    summary: z.string(),
    tagline: z.string().optional(),
    studio: z.string().optional(),
    index: z.int().optional().openapi({ description: 'Of a season, episode or track, its number.' }),
    musicAnalysisVersion: z.string().optional(),
    rating: z.number().optional(),
    audienceRating: z.number().optional(),
    userRating: z.number().optional(),
    year: z.int().optional(),
    thumb: path.optional(),
    art: path.optional(),
    banner: path.optional(),
    theme: path.optional(),
    duration: milliseconds.optional(),
    originallyAvailableAt: z.string().optional().openapi({ description: 'ISO date.', example: '2019-05-01' }),
    addedAt: seconds,
    updatedAt: seconds,
    childCount: count.optional(),
    leafCount: count.optional(),
    viewedLeafCount: count.optional().openapi({ description: 'Always 0: Butler knows nobody who watches.' }),
    seasonCount: count.optional(),
    chapterSource: z.enum(['media']).optional(),
    thumbBlurHash: z.string().optional(),
    artBlurHash: z.string().optional(),
    Media: z.array(mediaSchema).optional(),
    ...tags,
    Guid: z
      .array(z.object({ id: z.string() }))
      .optional()
      .openapi({ description: 'Its ids with services.' }),
    Image: z.array(z.object({ alt: z.string(), type: z.string(), url: path })).optional(),
    Field: z
      .array(z.object({ locked: z.boolean(), name: z.string() }))
      .optional()
      .openapi({ description: 'What a person set, and nothing else changes.' }),
    Chapter: z.array(chapter).optional(),
    Marker: z.array(marker).optional(),
  })
  .openapi('PlexItem', {
    description:
      'A film, a show, a track, a photo, … Lists tell the short form: no streams, chapters, markers and images, and three tags of each kind. In XML the element is `Video`, `Track`, `Photo` or `Directory`, by its type.',
  });
