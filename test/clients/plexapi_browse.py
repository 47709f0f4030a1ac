"""Browses the sample library of a running Butler with python-plexapi, as its users do.

    python plexapi_browse.py http://127.0.0.1:32500 TOKEN

Prints a line for each thing that was done, and ends with an error at the first that is not as it must be.
"""

import sys

from plexapi.exceptions import NotFound, Unauthorized
from plexapi.server import PlexServer

url, token = sys.argv[1:]


def step(what, *values):
    print(f'  {what}:' if values else f'  {what}', *values)


def same(actual, expected):
    assert actual == expected, f'{actual!r} is not {expected!r}'


plex = PlexServer(url, token)
step('connected', plex.friendlyName, plex.version)
try:
    PlexServer(url, 'wrong')
    raise AssertionError('A wrong token was let in.')
except Unauthorized:
    step('a wrong token is refused')

films, series, music, photos = (plex.library.section(title) for title in ('Films', 'Series', 'Music', 'Photos'))
same([section.type for section in plex.library.sections()], ['movie', 'show', 'artist', 'photo'])
same([section.totalSize for section in (films, series, music, photos)], [2, 1, 2, 1])
step('sections', [section.title for section in plex.library.sections()])

# Films
same([film.title for film in films.all()], ["The Lighthouse Keeper's Clock", 'Night Train to Meridian'])
film = films.get('Night Train to Meridian')
same((film.year, film.type, film.isPartialObject()), (2022, 'movie', True))
film.reload()
assert not film.isPartialObject()
[media] = film.media
[part] = media.parts
same((media.container, media.videoCodec, media.audioCodec, media.audioChannels), ('mp4', 'h264', 'aac', 2))
same((part.exists, part.accessible), (True, True))
same(part.file, film.locations[0])
same([stream.streamType for stream in part.streams], [1, 2])
same(part.videoStreams()[0].displayTitle, 'SD (H.264)')
same(len(film.chapters), 6)
same([(chapter.title, chapter.start) for chapter in film.chapters][:2], [('Lowgate, Platform One', 0), ('Elm Bridge', 36000)])
same(film.section().title, 'Films')
step('a film', film, part.file, [chapter.title for chapter in film.chapters])

same(films.search(year=2019)[0].year, 2019)
same([found.year for found in films.search(sort='year:desc')], [2022, 2019])
same([found.title for found in films.search(title='night')], [film.title])
same([found.title for found in films.search(filters={'or': [{'year': 2022}, {'year': 1950}]})], [film.title])
same([found.title for found in films.search(year__gt=2020)], [film.title])
same([found.title for found in films.search(unwatched=True, maxresults=1)], ["The Lighthouse Keeper's Clock"])
same(films.search(title='no such film'), [])
same([choice.title for choice in films.listFilterChoices('year')], ['2022', '2019'])
same([(letter.title, letter.size) for letter in films.firstCharacter()], [('L', '1'), ('N', '1')])
same(len(films.recentlyAdded()), 2)
same(films.search(container_size=1)[1].title, film.title)
try:
    films.get('No such film')
    raise AssertionError('A film was found that is not there.')
except NotFound:
    step('filters, orders and pages')

# Series
show = series.get('Small Planets')
same((show.year, show.childCount, show.leafCount), (2021, 2, 6))
same([season.index for season in show.seasons()], [1, 2])
same([episode.seasonEpisode for episode in show.episodes()], [f's0{s}e0{e}' for s in (1, 2) for e in (1, 2, 3)])
episode = show.episode(season=2, episode=1)
same((episode.title, episode.grandparentTitle, episode.parentIndex), ('A Moon of Glass', 'Small Planets', 2))
episode.reload()
same([marker.type for marker in episode.markers if marker.type == 'intro'], ['intro'])
assert episode.hasIntroMarker and episode.markers[0].end > episode.markers[0].start
same((episode.season().title, episode.show().title), ('Season 2', 'Small Planets'))
same(len(show.season(1).episodes()), 3)
same([found.title for found in series.searchEpisodes(title='homeward')], ['Homeward'])
same(series.search(libtype='episode', sort='episode.index:desc')[0].index, 3)
step('a show', show, episode, episode.media[0].parts[0].file)

# Music
artist = music.get('The Quiet Ferries')
[album] = artist.albums()
same((album.title, album.year, album.leafCount), ('Slow Harbour', 2018, 6))
same([track.index for track in album.tracks()], [1, 2, 3, 4, 5, 6])
track = album.track('Squall')
track.reload()
same((track.artist().title, track.album().title, track.parentIndex), (artist.title, album.title, 1))
same((track.media[0].audioCodec, track.media[0].parts[0].container), ('flac', 'flac'))
[sound] = track.media[0].parts[0].audioStreams()
assert -60 < sound.loudness < 0 < sound.peak <= 1
same(round(sound.gain + sound.loudness, 1), -18)
assert abs(sound.albumGain - sound.gain) < 20
same(len(artist.tracks()), 6)
same(len(music.albums()), 2)
same([found.title for found in music.searchTracks(title='north')], ['North by Lamp'])
step('an artist', artist, album, track)

# Photos
[folder] = photos.all()
pictures = folder.photos()
same((folder.title, len(pictures)), ('Northern Lakes 2023', 12))
picture = pictures[0]
same((picture.media[0].container, picture.originallyAvailableAt.year), ('jpeg', 2023))
same(picture.photoalbum().title, folder.title)
same(len(photos.searchPhotos()), 12)
step('photos', folder, picture, picture.originallyAvailableAt.date())
small = plex._session.get(plex.transcodeImage(picture.media[0].parts[0].key, 60, 90))
same((small.status_code, small.headers['Content-Type'], small.content[:2]), (200, 'image/jpeg', b'\xff\xd8'))
assert len(small.content) < 10_000
step('a photo in another size', len(small.content), 'bytes')

# The whole library
same([found.title for found in plex.search('night train')], [film.title])
same({found.type for found in plex.search('night')}, {'movie', 'episode', 'album'})
same([found.title for found in plex.search('small', mediatype='show')], [show.title])
same([found.title for found in films.hubSearch('clock')], ["The Lighthouse Keeper's Clock"])
same([found.ratingKey for found in plex.fetchItems([show.ratingKey, film.ratingKey])], [show.ratingKey, film.ratingKey])
same(plex.fetchItem(film.ratingKey).title, film.title)
assert len(plex.library.recentlyAdded()) > 10
same(plex.library.onDeck(), [])
step('searches', [found.title for found in plex.search('night')])

# Files
whole = plex.query(film.key)
assert whole is not None
part = plex.fetchItem(film.ratingKey).media[0].parts[0]
start = plex._session.get(plex.url(part.key, includeToken=True), headers={'Range': 'bytes=4-7'})
same((start.status_code, start.content), (206, b'ftyp'))
index = plex._session.get(plex.url(f'/library/parts/{part.id}/indexes/sd', includeToken=True))
same((index.status_code, index.content[1:4]), (200, b'BIF'))
frame = plex._session.get(plex.url(f'/library/parts/{part.id}/indexes/sd/60000', includeToken=True))
same((frame.status_code, frame.headers['Content-Type'], frame.content[:2]), (200, 'image/jpeg', b'\xff\xd8'))
step('media and index files', part.size, len(index.content), len(frame.content))

# Collections
mine = films.createCollection('By hand', items=films.all())
same((mine.subtype, mine.childCount, [one.title for one in mine.items()]), ('movie', 2, [one.title for one in films.all()]))
mine.removeItems(mine.items()[0])
mine.reload()
same([one.title for one in mine.items()], ['Night Train to Meridian'])
same(films.collection('By hand').ratingKey, mine.ratingKey)
mine.delete()
same(films.collections(), [])
step('collections by hand')

# What is asked of the server
films.update()
films.update(path=part.file.rsplit('/', 1)[0])
films.cancelUpdate()
films.refresh()
plex.library.update()
plex.library.cancelUpdate()
film.refresh()
try:
    films.update(path='/no/such/folder')
    raise AssertionError('A folder was scanned that is not there.')
except NotFound:
    step('scans of a section and of a folder')
