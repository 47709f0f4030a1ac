import { expect, test } from 'vitest';
import { heat, ProvidedLibrary, tmdbKey } from '../../../test/support/provided-library.ts';
import { startProviderServer } from '../../../test/support/provider-server.ts';

test('nobody is asked unless they are named, and that is said', async () => {
  await using home = await ProvidedLibrary.open();
  await home.add('movie', { 'heat.mkv': heat });
  expect(await home.refresh()).toBe(
    'No provider is named in ButlerMetadataProviders, so nobody was asked: what lies beside the media and in them is all there is.',
  );
  expect(home.server.requests).toEqual([]);
});

test('who needs a key or a contact is not asked without', async () => {
  await using home = await ProvidedLibrary.open({ ButlerMetadataProviders: 'tmdb, musicbrainz' });
  await home.add('movie', { 'heat.mkv': heat });
  expect(await home.refresh()).toBe(
    'TMDB was not asked, because ButlerTmdbKey is empty. MusicBrainz was not asked, because ButlerMetadataContact is empty.',
  );
  expect(home.server.requests).toEqual([]);
});

test.each([['tmbd'], ['tmdb, imdb']])('%j is nobody who could be asked', async names => {
  await using home = await ProvidedLibrary.open();
  await expect(home.run.settings.set({ ButlerMetadataProviders: names })).rejects.toThrow(
    'some of tmdb, tvmaze',
  );
});

test('without a network everything waits, nothing is marked, and the run succeeds', async () => {
  const given = { ButlerMetadataProviders: 'tmdb', ButlerTmdbKey: tmdbKey };
  const gone = await startProviderServer();
  await gone[Symbol.asyncDispose]();
  await using home = await ProvidedLibrary.open(given, { tmdb: gone.url });
  await home.add('movie', { 'heat.mkv': heat, 'ran.mkv': { kind: 'movie', title: 'Ran', year: 1985 } });
  const sentence =
    'Asked about 0 of 2 items. TMDB is not to be asked now (nothing listens there). 2 items wait for another night.';
  expect(await home.refresh()).toBe(sentence);
  expect(await home.refresh()).toBe(sentence);
  expect(await home.run.context.metadata.refreshed('provider', 1)).toEqual(new Map());
});

test('who can be asked is, though another cannot', async () => {
  await using home = await ProvidedLibrary.open({ ButlerMetadataProviders: 'tvmaze, tmdb' });
  await home.add('movie', { 'heat.mkv': heat });
  expect(await home.refresh()).toBe(
    'Of 0 items that providers can be asked about none was due. TMDB was not asked, because ButlerTmdbKey is empty.',
  );
});
