import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePng } from '../../../test/support/png.ts';
import { namesOf, ProvidedLibrary, song } from '../../../test/support/provided-library.ts';
import { mbArtist, mbArtistSearch, mbGroup, mbGroupSearch } from '../../../test/support/provider-answers.ts';

let home: ProvidedLibrary;

beforeEach(async () => {
  home = await ProvidedLibrary.open();
});
afterEach(() => home[Symbol.asyncDispose]());

beforeEach(async () => {
  await home.add('artist', { '1.flac': song('Rope'), '2.flac': song('Squall') });
  await home.run.settings.set({
    ButlerMetadataProviders: 'musicbrainz',
    ButlerMetadataContact: 'me@example.org',
  });
  Object.assign(home.server.content, {
    '/mb/ws/2/artist': mbArtistSearch,
    [`/mb/ws/2/artist/${mbArtist.id}`]: mbArtist,
    '/mb/ws/2/release-group': mbGroupSearch,
    [`/mb/ws/2/release-group/${mbGroup.id}`]: mbGroup,
    [`/caa/release-group/${mbGroup.id}/front-1200`]: (response: ServerResponse) =>
      void response.writeHead(307, { Location: '/archive/front.png' }).end(),
    '/archive/front.png': makePng(10),
  });
});

test('of two artists with one name it is the one whose album is there', async () => {
  expect(await home.refresh()).toBe('Asked about 2 of 2 items: 2 described, 1 picture fetched.');
  const artist = await home.known('artist');
  expect(artist).toMatchObject({
    ids: { musicbrainz: mbArtist.id },
    fields: { titleSort: 'Ferries, The' },
  });
  expect([namesOf(artist, 'genre'), namesOf(artist, 'country')]).toEqual([['Folk'], ['Sweden']]);
  const album = await home.known('album');
  expect(album).toMatchObject({
    ids: { musicbrainzreleasegroup: mbGroup.id },
    fields: { year: 2018, audienceRating: 8.4 },
    artwork: [{ kind: 'poster' }],
  });
  expect(namesOf(album, 'genre')).toEqual(['Sea shanty', 'Folk']);
});

test('is asked for by name and contact, and at most once in a second', async () => {
  await home.refresh();
  const own = home.server.headers.filter((_, i) => home.server.requests[i]?.startsWith('/mb/'));
  expect(own).toHaveLength(5);
  for (const headers of own) expect(headers['user-agent']).toMatch(/^Butler\/[0-9.]+ \( me@example\.org \)$/);
  expect(home.pace.now()).toBeGreaterThanOrEqual(4_000);
});

test('an album without a front is described without', async () => {
  delete home.server.content[`/caa/release-group/${mbGroup.id}/front-1200`];
  expect(await home.refresh()).toBe('Asked about 2 of 2 items: 2 described.');
});

test('an artist with a namesake and no album to tell them apart is nobody', async () => {
  home.server.content['/mb/ws/2/release-group'] = { 'release-groups': [] };
  expect(await home.refresh()).toBe('Asked about 2 of 2 items: 2 unknown to them.');
});

test('a release that a file names leads to its group', async () => {
  const release = '44444444-4444-4444-8444-444444444444';
  home.server.content[`/mb/ws/2/release/${release}`] = { id: release, 'release-group': { id: mbGroup.id } };
  await home.sayLocally('album', { ids: { musicbrainz: release } });
  await home.refresh();
  expect(home.asked()).toContain(`/mb/ws/2/release/${release}`);
  expect((await home.known('album')).ids).toMatchObject({ musicbrainzreleasegroup: mbGroup.id });
});
