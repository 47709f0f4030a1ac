import type { Identity } from '../../domain/library.ts';

/** Reads a table of names and what they are, for tests: one `name → identity` on a line. */
export function parseTable(text: string): readonly (readonly [name: string, expected: string])[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [name = '', expected = ''] = line.split('→');
      return [name.trim(), expected.trim()] as const;
    });
}

/** Says an identity on one line, leaving nothing out. */
export function formatIdentity(identity: Identity): string {
  switch (identity.kind) {
    case 'movie':
      return join([titleAndYear(identity.title, identity.year), ...formatVersion(identity)]);
    case 'episode': {
      const { season, episodes, airedOn, title } = identity;
      const code = `${season === undefined ? '' : `s${season}`}${episodes.map(episode => `e${episode}`).join('')}`;
      const show = titleAndYear(identity.show, identity.showYear);
      return join([show, code, airedOn, title && `"${title}"`, ...formatVersion(identity)]);
    }
    case 'track': {
      const { albumArtist, artist, album, title, disc, track, year } = identity;
      const by = artist === albumArtist ? '' : `by ${artist}`;
      return `${albumArtist} / ${titleAndYear(album, year)} / ${join([`${disc}-${track ?? '?'} ${title}`, by])}`;
    }
    case 'photo':
      return join([`${identity.album} / ${identity.title}`, identity.takenOn && `@ ${identity.takenOn}`]);
    case 'extra':
      return `${identity.extraType} "${identity.title}" of ${titleAndYear(identity.of.title, identity.of.year)}`;
    case 'ignored':
      return `ignored: ${identity.because}`;
  }
}

interface Version {
  readonly edition?: string;
  readonly partIndex?: number;
  readonly externalIds?: Readonly<Record<string, string>>;
}

function formatVersion({ edition, partIndex, externalIds }: Version): readonly (string | undefined)[] {
  const ids = Object.entries(externalIds ?? {}).map(([provider, id]) => `[${provider} ${id}]`);
  return [edition && `{${edition}}`, partIndex === undefined ? undefined : `part ${partIndex}`, ...ids];
}

function titleAndYear(title: string, year: number | undefined): string {
  return year === undefined ? title : `${title} (${year})`;
}

function join(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
