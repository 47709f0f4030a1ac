import { say } from '../domain/phrases.ts';
import { MusicBrainz } from './musicbrainz/musicbrainz.ts';
import type { ProviderSettings } from './preferences.ts';
import type { Provider } from './provider.ts';
import type { Pace } from './service/pace.ts';
import { Tmdb } from './tmdb/tmdb.ts';
import { Tvmaze } from './tvmaze/tvmaze.ts';

/** Where the providers are, without a slash at the end. */
export interface Addresses {
  readonly tmdb: string;
  readonly tmdbPictures: string;
  readonly tvmaze: string;
  readonly tvmazePictures: string;
  readonly musicbrainz: string;
  readonly covers: string;
}

interface Opening {
  readonly settings: ProviderSettings;
  readonly addresses: Addresses;
  /** The version of this Butler. */
  readonly version: string;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/** Makes the providers ready that may be asked, and says of the others why they cannot. */
export function openProviders({ settings, addresses, version, pace, signal }: Opening): {
  readonly providers: readonly Provider[];
  readonly closed: readonly string[];
} {
  const providers: Provider[] = [];
  const closed: string[] = [];
  const userAgent = `Butler/${version}`;
  for (const name of settings.names) {
    if (name === 'tmdb') {
      const { tmdb: base, tmdbPictures: pictures } = addresses;
      const { tmdbKey: key, language } = settings;
      if (key === '') closed.push(say('provider-closed', { provider: 'TMDB', setting: 'ButlerTmdbKey' }));
      else providers.push(new Tmdb({ base, pictures, key, language, userAgent }, pace, signal));
    } else if (name === 'tvmaze') {
      const { tvmaze: base, tvmazePictures: pictures } = addresses;
      providers.push(new Tvmaze({ base, pictures, userAgent }, pace, signal));
    } else {
      const { musicbrainz: base, covers } = addresses;
      const { contact } = settings;
      const agent = `${userAgent} ( ${contact} )`;
      if (contact === '')
        closed.push(say('provider-closed', { provider: 'MusicBrainz', setting: 'ButlerMetadataContact' }));
      else providers.push(new MusicBrainz({ base, covers, userAgent: agent }, pace, signal));
    }
  }
  return { providers, closed };
}
