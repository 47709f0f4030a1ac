import { say } from '../domain/phrases.ts';
import type { Preference, PreferenceReader } from '../domain/preference.ts';
import { type ProviderName, providerNames } from './provider.ts';

export const metadataProviders: Preference<'text'> = {
  id: 'ButlerMetadataProviders',
  type: 'text',
  default: '',
  label: 'Metadata providers',
  summary:
    'Who may be asked about films, shows and music, with commas between them, whom to ask first in front: tmdb, tvmaze, musicbrainz. They learn which titles are here. Nobody is asked while it is empty.',
  group: 'library',
  check: value =>
    parseProviders(value).length === split(value).length
      ? undefined
      : say('expect-some-of', { choices: providerNames.join(', ') }),
};

export const tmdbKey: Preference<'text'> = {
  id: 'ButlerTmdbKey',
  type: 'text',
  default: '',
  label: 'Key of TMDB',
  summary: 'An API key, or a read access token, of your own account at themoviedb.org.',
  group: 'library',
  secret: true,
  check: value =>
    value === '' || /^[0-9a-f]{32}$/.test(value) || /^[\w-]{1,500}\.[\w-]{1,1000}\.[\w-]{1,500}$/.test(value)
      ? undefined
      : say('expect-tmdb-key', {}),
};

export const metadataContact: Preference<'text'> = {
  id: 'ButlerMetadataContact',
  type: 'text',
  default: '',
  label: 'Whom MusicBrainz may turn to',
  summary:
    'An e-mail address or a page of yours. MusicBrainz requires that programs say who uses them; it is not asked while this is empty.',
  group: 'library',
  check: value => (value === '' || /^[!-'*-~]{3,200}$/.test(value) ? undefined : say('expect-contact', {})),
};

export const metadataLanguage: Preference<'text'> = {
  id: 'ButlerMetadataLanguage',
  type: 'text',
  default: 'en-US',
  label: 'Language of metadata',
  summary:
    'In which descriptions and posters are asked for, where a provider has several: en-US, de-DE, pt-BR.',
  group: 'library',
  check: value =>
    /^[a-z]{2}(?:-[A-Z]{2})?$/.test(value)
      ? undefined
      : say('expect-language', { example: 'de', other: 'pt-BR' }),
};

/** Each once, in the order in which they are asked; what is none of them is left out. */
function parseProviders(text: string): readonly ProviderName[] {
  const names = split(text);
  return providerNames
    .filter(name => names.includes(name))
    .sort((a, b) => names.indexOf(a) - names.indexOf(b));
}

function split(text: string): readonly string[] {
  const names = text.split(/[,;\s]/).map(name => name.trim().toLowerCase());
  return [...new Set(names)].filter(name => name !== '');
}

export interface ProviderSettings {
  readonly names: readonly ProviderName[];
  readonly tmdbKey: string;
  readonly contact: string;
  readonly language: string;
}

export function providerSettings(preferences: PreferenceReader): ProviderSettings {
  return {
    names: parseProviders(preferences.get(metadataProviders)),
    tmdbKey: preferences.get(tmdbKey),
    contact: preferences.get(metadataContact),
    language: preferences.get(metadataLanguage),
  };
}
