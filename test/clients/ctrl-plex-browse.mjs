// Browses the sample library of a running Butler with @ctrl/plex, as its users do.
//
//     node ctrl-plex-browse.mjs http://127.0.0.1:32500 TOKEN <folder with node_modules>
//
// Prints a line for each thing that was done, and ends with an error at the first that is not as it must be.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , url, token, installed] = process.argv;
const entry = createRequire(join(installed, 'package.json')).resolve('@ctrl/plex');
const { PlexServer } = await import(pathToFileURL(entry).href);

const step = (what, ...values) => console.log(`  ${what}${values.length > 0 ? ':' : ''}`, ...values);

const plex = new PlexServer(url, token);
await plex.connect();
step('connected', plex.friendlyName, plex.version);

const library = await plex.library();
const sections = await library.sections();
// It knows no sections of photos.
assert.deepEqual(
  sections.map(section => section.type),
  ['movie', 'show', 'artist'],
);
const section = async title => library.section(title);
const films = await section('Films');
assert.deepEqual(
  (await films.all()).map(film => film.title),
  ["The Lighthouse Keeper's Clock", 'Night Train to Meridian'],
);
const film = await films.get('Night Train to Meridian');
await film.reload();
assert.equal(film.media[0].parts[0].container, 'mp4');
assert.equal(film.chapters.length, 6);
step('a film', film.title, film.media[0].parts[0].file);
assert.equal((await films.search({ year: 2019 })).length, 1);

const series = await section('Series');
const show = await series.get('Small Planets');
assert.deepEqual(
  (await show.seasons()).map(season => season.index),
  [1, 2],
);
const episodes = await show.episodes();
assert.equal(episodes.length, 6);
step('a show', show.title, episodes[0].title);

const music = await section('Music');
const album = (await music.albums()).find(({ title }) => title === 'Slow Harbour');
const tracks = await album.tracks();
assert.equal(tracks.length, 6);
const artist = await album.artist();
assert.equal(artist.title, 'The Quiet Ferries');
step('an artist', artist.title, album.title, tracks[0].title);

const hubs = await plex.search('night');
assert.ok(hubs.some(hub => hub.type === 'movie' && hub.Metadata?.length === 1));
step('a search', hubs.map(hub => `${hub.title}: ${hub.size}`).join(', '));

await films.update();
await films.cancelUpdate();
step('a scan, and taking it back');

const answer = await plex.query('/butler');
const tasks = (answer.ButlerTasks ?? answer.MediaContainer).ButlerTask;
assert.ok(tasks.length >= 24);
assert.equal(tasks.find(({ name }) => name === 'BackupDatabase').interval, 3);
step('tasks', tasks.length);
