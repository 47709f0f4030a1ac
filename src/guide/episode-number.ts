/** Which episode a programme is: numbers from 1, specials in the season 0. */
export interface EpisodeNumber {
  readonly season: number | null;
  readonly episode: number | null;
}

/** An `episode-num` as it stands in a guide. */
export interface EpisodeText {
  readonly system: string;
  readonly text: string;
}

const nothing: EpisodeNumber = { season: null, episode: null };

/** `2/10` where it tells how many there are, `2` where not. */
const zeroBased = /^(\d{1,5})(?:\/\d+)?$/;

const onscreen = [
  /\bs(?:eason|eries|taffel)?\.? ?(\d{1,4})[ ,.:/-]*(?:e|ep|episode|folge)\.? ?(\d{1,5})\b/i,
  /\b(\d{1,4})x(\d{1,5})\b/i,
  /\b()(?:e|ep|episode|folge)\.? ?(\d{1,5})\b/i,
  /\bs(?:eason|eries|taffel)?\.? ?(\d{1,4})\b()/i,
];

/** Reads the number of an episode. The system `xmltv_ns` counts before what is written for people. */
export function readEpisodeNumber(texts: readonly EpisodeText[]): EpisodeNumber {
  let found = nothing;
  for (const { system, text } of texts) {
    const number = system === 'xmltv_ns' ? parseXmltvNs(text) : parseOnscreen(text);
    if (number === undefined) continue;
    if (system === 'xmltv_ns') return number;
    if (found === nothing) found = number;
  }
  return found;
}

/**
 * `season.episode.part`, counted from 0, each of which may be left out, have the total behind a slash, and have spaces
 * around it: ` 1 . 0/12 . ` is the first episode of the second season.
 */
function parseXmltvNs(text: string): EpisodeNumber | undefined {
  const [season, episode] = text.replaceAll(/\s/g, '').split('.');
  const number = { season: countFromOne(season), episode: countFromOne(episode) };
  return number.season === null && number.episode === null ? undefined : number;
}

function countFromOne(text = ''): number | null {
  const match = zeroBased.exec(text);
  return match ? Number(match[1]) + 1 : null;
}

/** What people are shown: `S01E02`, `1x02`, `Season 1, Episode 2`, `Folge 12`. */
function parseOnscreen(text: string): EpisodeNumber | undefined {
  for (const form of onscreen) {
    const match = form.exec(text);
    if (match) return { season: toNumber(match[1]), episode: toNumber(match[2]) };
  }
  return undefined;
}

function toNumber(digits: string | undefined): number | null {
  return digits ? Number(digits) : null;
}
