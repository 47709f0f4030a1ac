import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CollectionMaterial, MaterialItem, TrackSound } from '../../domain/collections.ts';
import { type CollectionKind, collectionKinds, planCollections } from './plan.ts';

const item = (id: number, type: MaterialItem['type'], more: Partial<MaterialItem> = {}): MaterialItem => ({
  id,
  type,
  title: `${type} ${id}`,
  tags: [],
  ...more,
});
const tag = (kind: MaterialItem['tags'][number]['kind'], ...names: string[]) =>
  names.map(name => ({ kind, name }));

function plan(
  material: Partial<CollectionMaterial>,
  kinds: readonly CollectionKind[] = collectionKinds,
  least = 2,
) {
  const whole = { items: [], tracks: new Map(), artists: new Map(), ...material };
  const work = planCollections(whole, new Set(kinds), least);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** What is planned, as titles and members. */
const brief = (...args: Parameters<typeof plan>) =>
  Object.fromEntries(plan(...args).map(({ title, members }) => [title, members]));

describe('sets', () => {
  const alien = tag('collection', 'Alien Collection');
  const items = [
    item(1, 'movie', { title: 'Alien', year: 1979, tags: alien }),
    item(2, 'movie', {
      title: 'Alien³',
      availableOn: '1992-05-22',
      tags: tag('collection', 'ALIEN collection'),
    }),
    item(3, 'movie', { title: 'Aliens', year: 1986, tags: [...alien, ...tag('collection', 'Alone')] }),
    item(4, 'show', { title: 'Alien: Earth', year: 2025, tags: alien }),
  ];
  test('in the order in which the films came out, two are enough', () => {
    expect(plan({ items }, ['sets'], 3)).toEqual([
      { recipe: 'set movie alien collection', type: 'movie', title: 'Alien Collection', members: [1, 3, 2] },
    ]);
  });
});

test('genres of albums, or of their artist where an album has none', () => {
  const items = [
    item(1, 'artist', { tags: tag('genre', 'Jazz') }),
    item(2, 'album', { parentId: 1 }),
    item(3, 'album', { parentId: 1, tags: tag('genre', 'Folk', 'jazz') }),
    item(4, 'album', { parentId: 1, tags: tag('genre', 'Folk') }),
  ];
  expect(brief({ items }, ['genres'])).toEqual({ Jazz: [2, 3], Folk: [3, 4] });
});

test('decades, the oldest album first', () => {
  const years = [1994, 1990, 1989, 2000, 0, 1999];
  const items = years.map((year, n) => item(n + 1, 'album', { year }));
  expect(brief({ items }, ['decades'])).toEqual({ '1990s': [2, 1, 6] });
});

/** Tracks 100, 101, … of one album, each more stirring than the one before. */
const songs = (count: number, mode: (n: number) => TrackSound['mode']) => {
  const sounds = Array.from({ length: count }, (_, n) => {
    const key = mode(n);
    const sound: TrackSound = {
      energy: n - 40,
      brightness: 500 + 50 * n,
      bpm: 60 + 5 * n,
      ...(key && { mode: key }),
    };
    return [100 + n, sound] as const;
  });
  const tracks = sounds.map(([id]) => item(id, 'track', { parentId: 2 }));
  return { items: [item(2, 'album'), ...tracks], tracks: new Map(sounds) };
};

describe('what tracks sound like', () => {
  test('moods, by where a track stands in the library and by its key', () => {
    const found = brief(
      songs(20, n => (n % 2 ? 'major' : 'minor')),
      ['moods'],
    );
    expect(found.Calm).toEqual([100, 101, 102, 103, 104, 105]);
    expect(found.Energetic).toEqual([114, 115, 116, 117, 118, 119]);
    expect(found.Melancholic).toEqual([100, 102, 104, 106, 108]);
    expect(found.Cheerful).toEqual([111, 113, 115, 117, 119]);
  });

  test('of a few tracks nothing is said', () => {
    expect(
      plan(
        songs(19, () => 'major'),
        ['moods'],
      ),
    ).toEqual([]);
  });

  test('moods that an album is said to have are those of its tracks', () => {
    const { items, tracks } = songs(3, () => undefined);
    const said = items.map(one => (one.id === 2 ? { ...one, tags: tag('mood', 'Dreamy') } : one));
    expect(brief({ items: said, tracks }, ['moods'])).toEqual({ Dreamy: [100, 101, 102] });
  });

  test('tempos', () => {
    expect(
      brief(
        songs(20, () => undefined),
        ['tempos'],
      ),
    ).toEqual({
      'Slow (below 80 BPM)': [100, 101, 102, 103],
      'Moderate (80 to 110 BPM)': [104, 105, 106, 107, 108, 109],
      'Fast (110 to 140 BPM)': [110, 111, 112, 113, 114, 115],
      'Very fast (from 140 BPM)': [116, 117, 118, 119],
    });
  });
});

test('artists who sound alike, and those who are said to', () => {
  const items = [1, 2, 3, 4, 5].map(id =>
    item(id, 'artist', {
      title: `Artist ${id}`,
      tags: id === 1 ? tag('similar', 'ARTIST 5', 'Unknown') : [],
    }),
  );
  const artists = new Map(
    [
      [1, [0, 0], 9],
      [2, [0.3, 0], 5],
      [3, [0.1, 0.1], 4],
      // Far away, and known too little.
      [4, [3, 3], 8],
      [5, [0, 0], 2],
    ].map(([id, vector, tracks]) => [id as number, { vector: vector as number[], tracks: tracks as number }]),
  );
  expect(brief({ items, artists }, ['artists'])).toEqual({
    'Sounds like Artist 1': [1, 5, 3, 2],
    'Sounds like Artist 2': [2, 3, 1],
    'Sounds like Artist 3': [3, 1, 2],
  });
});

const name = fc.constantFrom('Jazz', 'jazz', 'Folk ', 'Sea', ' ', 'Ärger');
const kindOfTag = fc.constantFrom('genre', 'mood', 'collection', 'similar', 'actor' as const);
const someItem = fc.record({
  type: fc.constantFrom('movie', 'show', 'artist', 'album', 'track' as const),
  title: name,
  parentId: fc.integer({ min: 1, max: 30 }),
  year: fc.integer({ min: 0, max: 2030 }),
  tags: fc.array(fc.record({ kind: kindOfTag, name }), { maxLength: 4 }),
});

test('whatever the library is: no collection is too small, has a stranger or a member twice, and none is there twice', () => {
  fc.assert(
    fc.property(fc.array(someItem, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), (given, least) => {
      const items = given.map((one, n) => ({ id: n + 1, ...one }) as MaterialItem);
      const types = new Map(items.map(({ id, type }) => [id, type]));
      const planned = plan({ items }, collectionKinds, least);
      expect(new Set(planned.map(({ recipe }) => recipe)).size).toBe(planned.length);
      for (const { type, title, members, recipe } of planned) {
        expect(title.trim()).not.toBe('');
        expect(members.length).toBeGreaterThanOrEqual(recipe.startsWith('set ') ? Math.min(2, least) : least);
        expect(new Set(members).size).toBe(members.length);
        for (const id of members) expect(types.get(id)).toBe(type);
      }
      expect(plan({ items }, collectionKinds, least)).toEqual(planned);
    }),
  );
});
