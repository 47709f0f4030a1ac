"""Drives the Butler of a running server with python-plexapi, as its users do.

    python plexapi_butler.py http://127.0.0.1:32500 TOKEN

Prints a line for each thing that was done, and ends with an error at the first that is not as it must be.
"""

import os
import queue
import shutil
import sys
import threading
from collections import Counter

from plexapi.exceptions import BadRequest, NotFound
from plexapi.server import PlexServer

url, token = sys.argv[1:]


def step(what, *values):
    print(f'  {what}:' if values else f'  {what}', *values)


def same(actual, expected):
    assert actual == expected, f'{actual!r} is not {expected!r}'


plex = PlexServer(url, token)

# Tasks
tasks = plex.butlerTasks()
assert len(tasks) >= 24, len(tasks)
[backup] = [task for task in tasks if task.name == 'BackupDatabase']
same((backup.title, backup.interval, backup.scheduleRandomized, backup.enabled), ('Backup Database', 3, False, True))
step('tasks', Counter(task.interval for task in tasks))
try:
    plex.runButlerTask('NoSuchTask')
    raise AssertionError('A task was started that is not there.')
except (BadRequest, NotFound):
    step('an unknown task is refused')

# What happens, over the websocket
seen = []
is_over = threading.Event()


def take(data):
    """Keeps what is told of activities; ends when a scan has."""
    for told in data.get('ActivityNotification', []):
        activity = told['Activity']
        seen.append((told['event'], activity['type'], activity['uuid']))
        if told['event'] == 'ended' and activity['type'] == 'library.update.section':
            is_over.set()


listener = plex.startAlertListener(take)
plex.library.onDeck()
assert plex.runButlerTask('RefreshLibraries')
assert is_over.wait(60), f'No end of the scan was told, only {seen}.'
listener.stop()
scans = [(event, uuid) for event, kind, uuid in seen if kind == 'library.update.section']
same(scans[0][0], 'started')
same(len({uuid for _, uuid in scans}), 1)
step('a scan was told from its start to its end', [event for event, _ in scans])
step('activities', [activity.title for activity in plex.activities])

# An item that comes, and goes with its file when the trash is emptied
photos = plex.library.section('Photos')
[picture, *_] = [os.path.join(folder, name) for folder, _, names in os.walk(photos.locations[0]) for name in names if name.endswith('.jpg')]
passing = os.path.join(os.path.dirname(picture), 'Passing Cloud.jpg')
timeline, activities = queue.Queue(), queue.Queue()


def sort(data):
    for entry in data.get('TimelineEntry', []):
        timeline.put(entry)
    for told in data.get('ActivityNotification', []):
        activities.put((told['event'], told['uuid']))


listener = plex.startAlertListener(sort)
plex.library.onDeck()


def wait_for(state):
    """Waits until it is told that the item is in this state. Returns what is told."""
    while True:
        entry = timeline.get(timeout=60)
        if (entry['title'], entry['state']) == ('Passing Cloud', state):
            return entry


def scan():
    """Scans the section to the end, by the activity of which the answer tells."""
    response = plex._session.get(plex.url(f'/library/sections/{photos.key}/refresh'), headers=plex._headers())
    uuid = response.headers['X-Plex-Activity']
    while activities.get(timeout=60) != ('ended', uuid):
        pass


shutil.copy(picture, passing)
scan()
item_id = wait_for(5)['itemID']
os.remove(passing)
scan()
same(photos.emptyTrash(), photos)
gone = wait_for(9)
same((gone['itemID'], gone['metadataState'], gone['sectionID']), (item_id, 'deleted', str(photos.key)))
listener.stop()
try:
    plex.fetchItem(int(item_id))
    raise AssertionError('An item was found that is gone.')
except NotFound:
    step('an item came, and went when the trash was emptied', gone)

# Preferences
settings = plex.settings
same(settings.get('butlerStartHour').value, 2)
hour = settings.get('butlerStartHour')
assert len(hour.enumValues) == 24, hour.enumValues
hour.set(4)
settings.get('ButlerTaskRefreshLibraries').set(True)
settings.save()
# Its reload() reads the first setting only: another connection tells what is kept.
kept = PlexServer(url, token).settings
same((kept.get('butlerStartHour').value, kept.get('ButlerTaskRefreshLibraries').value), (4, True))
hour.set(2)
settings.get('ButlerTaskRefreshLibraries').set(False)
settings.save()
assert len(settings.groups()['butler']) > 10
try:
    plex.query('/:/prefs?ButlerStartHour=25', method=plex._session.put)
    raise AssertionError('An hour was taken that no clock has.')
except BadRequest:
    step('preferences are read, saved, and refused where they are wrong')

# What others ask who connect with it
same(plex.sessions(), [])
same(plex.clients(), [])
step('sessions and clients', plex.sessions())
