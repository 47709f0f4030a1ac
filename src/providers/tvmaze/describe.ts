import type { ArtworkKind, FieldValues } from '../../domain/metadata.ts';
import { known, yearOf } from '../answer.ts';
import type { RemotePicture, RemoteSaid } from '../provider.ts';
import type { Show } from './answers.ts';
import { plainText } from './plain-text.ts';

export function describeShow(show: Show): RemoteSaid {
  const { externals, _embedded, status } = show;
  const studio = show.network ?? show.webChannel;
  const country = studio?.country?.name;
  return {
    fields: known({
      title: show.name,
      summary: plainText(show.summary),
      audienceRating: show.rating?.average,
      studio: studio?.name,
      year: yearOf(show.premiered),
      originallyAvailableAt: show.premiered,
      status: status && (status === 'Ended' ? 'Ended' : 'Continuing'),
    } satisfies { [K in keyof FieldValues]?: FieldValues[K] | undefined }),
    tags: [
      ...show.genres.map(name => ({ kind: 'genre', name }) as const),
      ..._embedded.cast.map(({ person, character }) => ({
        kind: 'actor' as const,
        name: person.name,
        ...(character?.name !== undefined && { role: character.name }),
      })),
      ...(country === undefined ? [] : [{ kind: 'country', name: country } as const]),
    ],
    ids: known({
      tvmaze: `${show.id}`,
      imdb: externals?.imdb,
      tvdb: externals?.thetvdb === undefined ? undefined : `${externals.thetvdb}`,
    }) as Record<string, string>,
    pictures: [
      ...picture('poster', show.image?.original),
      ...picture('art', findImage(show, 'background')),
      ...picture('banner', findImage(show, 'banner')),
    ],
  };
}

export function describeSeason(season: Show['_embedded']['seasons'][number]): RemoteSaid {
  return {
    fields: known({
      title: season.name,
      summary: plainText(season.summary),
      originallyAvailableAt: season.premiereDate,
    }),
    tags: [],
    ids: {},
    pictures: picture('poster', season.image?.original),
  };
}

export function describeEpisode(episode: Show['_embedded']['episodes'][number]): RemoteSaid {
  return {
    fields: known({
      title: episode.name,
      summary: plainText(episode.summary),
      originallyAvailableAt: episode.airdate,
      audienceRating: episode.rating?.average,
      year: yearOf(episode.airdate),
    }),
    tags: [],
    ids: { tvmaze: `${episode.id}` },
    pictures: picture('thumb', episode.image?.original),
  };
}

function findImage({ _embedded: { images } }: Show, type: string): string | undefined {
  const ofType = images.filter(image => image.type === type);
  return (ofType.find(({ main }) => main) ?? ofType[0])?.resolutions.original?.url;
}

function picture(kind: ArtworkKind, address: string | undefined): RemotePicture[] {
  return address === undefined ? [] : [{ kind, address, isLasting: true }];
}
