import { isAbsolute } from 'node:path';
import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import { isAddress } from '../../download/address.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskRefreshEpgGuides',
  type: 'bool',
  default: true,
  label: 'Perform refresh of program guide data',
  summary: 'Takes in the XMLTV guides that are named in ButlerGuideSources, two weeks ahead.',
  group: 'butler',
  hidden: true,
};

export const guideSources: Preference<'text'> = {
  id: 'ButlerGuideSources',
  type: 'text',
  default: '',
  label: 'Programme guides',
  summary:
    'Full paths or addresses of XMLTV files, also packed with gzip, with semicolons between them. Where several have a channel, the first one counts, and the others fill its gaps.',
  group: 'butler',
  check: value =>
    parseSources(value).every(source => isAddress(source) || isAbsolute(source))
      ? undefined
      : say('expect-places', { example: '/guides/tv.xml; https://example.org/tv.xml.gz' }),
};

/** Each source once, the one that counts most first. */
export function parseSources(text: string): readonly string[] {
  const sources = text.split(';').map(source => source.trim());
  return [...new Set(sources)].filter(source => source !== '');
}
