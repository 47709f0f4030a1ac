import type { PartState, Product } from '../domain/coverage.ts';
import { fileKinds } from '../domain/library.ts';

const [video, audio, image] = (['video', 'audio', 'image'] as const).map(kind => fileKinds.indexOf(kind));
const streamBits = { video: 1, audio: 2, image: 4 } as const;
const lasts = 8;

/** Standings of parts of which nothing is known, as the triggers that keep `part.standing` have them. */
const unknown: Readonly<Record<number, PartState>> = { [-3]: 'missing', [-2]: 'unread', [-1]: 'unreadable' };

/** What `part.standing` tells, with whether the part's root is online. */
export function parseStanding(
  standing: number,
  isOnline: boolean,
): { readonly state: PartState; readonly has: readonly Product['of'][] } {
  const found = unknown[standing] ?? 'read';
  const state = found !== 'missing' && !isOnline ? 'offline' : found;
  return { state, has: state === 'read' ? parseAbilities(standing) : [] };
}

function parseAbilities(standing: number): readonly Product['of'][] {
  const kind = standing >> 4;
  const has = (stream: keyof typeof streamBits) => (standing & streamBits[stream]) > 0;
  const isFilm = kind === video;
  const isSound = isFilm || kind === audio;
  const abilities: readonly (readonly [Product['of'], boolean])[] = [
    ['video', isFilm && has('video')],
    ['audio', isSound && has('audio')],
    ['image', kind === image && has('image')],
    ['cover', isSound && has('image')],
    ['film', isFilm && has('video') && (standing & lasts) > 0],
  ];
  return abilities.flatMap(([name, isAble]) => (isAble ? name : []));
}
