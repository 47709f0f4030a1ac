import type { CollectionMaterial, TrackSound } from '../../domain/collections.ts';
import { gather, namesOf, type Planning } from './gather.ts';

/** A library of fewer tracks whose sound is known has nothing that they could be compared with. */
const leastTracks = 20;

/**
 * Tracks of a mood: of one that their album or artist is said to have, or of one that they sound like. Sound has a mood in
 * two dimensions (Thayer, 1989): how much it stirs, which is its place in the library by energy, brightness and tempo,
 * and whether it is glad, for which the mode of its key must do.
 */
export function* planMoods({ items, tracks }: CollectionMaterial): Planning {
  const byId = new Map(items.map(item => [item.id, item]));
  const stirring = tracks.size < leastTracks ? undefined : measureStirring([...tracks.values()]);
  const songs = items.filter(({ type }) => type === 'track');
  return yield* gather(songs, ({ id, parentId }) => {
    const album = byId.get(parentId ?? 0);
    const artist = byId.get(album?.parentId ?? 0);
    const ofAlbum = namesOf(album?.tags ?? [], 'mood');
    const said = ofAlbum.length > 0 ? ofAlbum : namesOf(artist?.tags ?? [], 'mood');
    const sound = tracks.get(id);
    const heard = sound && stirring ? moodsOf(stirring(sound), sound.mode) : [];
    return [...said, ...heard.map(name => ({ name, key: name.toLowerCase() }))].map(({ name, key }) => ({
      recipe: `mood ${key}`,
      type: 'track',
      title: name,
    }));
  });
}

/** @param stirs 0 (the least of all) to 1 */
function moodsOf(stirs: number, mode: TrackSound['mode']): readonly string[] {
  return [
    ...(stirs >= 0.7 ? ['Energetic'] : []),
    ...(stirs <= 0.3 ? ['Calm'] : []),
    ...(mode === 'major' && stirs >= 0.55 ? ['Cheerful'] : []),
    ...(mode === 'minor' && stirs <= 0.45 ? ['Melancholic'] : []),
  ];
}

/** Where a track stands among all, in the mean of what is known of it: 0 to 1. */
function measureStirring(all: readonly TrackSound[]): (sound: TrackSound) => number {
  const energy = rankAmong(all.map(sound => sound.energy));
  const brightness = rankAmong(all.map(sound => sound.brightness));
  const tempo = rankAmong(all.flatMap(sound => sound.bpm ?? []));
  return sound => {
    const ranks = [energy(sound.energy), brightness(sound.brightness)];
    if (sound.bpm !== undefined) ranks.push(tempo(sound.bpm));
    return ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
  };
}

/** The part of the values that are below one, those that are equal to it for half: 0 to 1. */
function rankAmong(values: readonly number[]): (value: number) => number {
  const sorted = Float64Array.from(values).sort();
  const countUpTo = (fits: (other: number) => boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fits(sorted[middle] as number)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return value =>
    (countUpTo(other => other < value) + countUpTo(other => other <= value)) / 2 / sorted.length;
}
