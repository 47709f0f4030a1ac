"""Runs the five snippets of plex-api-client's page on its Butler as they are printed there for 0.32, but for the address
and the token, against a running server. Later ones call the parameter "butler_task".

    python plex_api_client_butler.py http://127.0.0.1:32500 TOKEN
"""

import sys

from plex_api_client import PlexAPI
from plex_api_client.models import components, errors, operations

url, token = sys.argv[1:]


name, start, stop = 'task', 'PathParamTask', 'Task'
if not hasattr(operations, start):
    name, start, stop = 'butler_task', 'PathParamButlerTask', 'ButlerTask'


def step(what, *values):
    print(f'  {what}:' if values else f'  {what}', *values)


with PlexAPI(
    token=token,
    server_url=url,
) as plex_api:

    res = plex_api.butler.stop_tasks()

    assert res is not None
    step('stop_tasks', res.raw_response.status_code)

with PlexAPI(
    token=token,
    server_url=url,
) as plex_api:

    res = plex_api.butler.get_tasks()

    assert res.object is not None

    tasks = res.object.butler_tasks.butler_task
    assert len(tasks) >= 24, len(tasks)
    [backup] = [task for task in tasks if task.name == 'BackupDatabase']
    assert (backup.title, backup.interval, backup.schedule_randomized, backup.enabled) == (
        'Backup Database', 3, False, True), backup
    step('get_tasks', len(tasks), 'tasks')

with PlexAPI(
    token=token,
    server_url=url,
) as plex_api:

    res = plex_api.butler.start_tasks()

    assert res is not None
    step('start_tasks', res.raw_response.status_code)

with PlexAPI(
    token=token,
    server_url=url,
) as plex_api:
    plex_api.butler.stop_tasks()

about = {
    'accepts': components.Accepts.APPLICATION_XML,
    'client_identifier': 'abc123',
    'product': 'Plex for Roku',
    'version': '2.4.1',
    'platform': 'Roku',
    'platform_version': '4.3 build 1057',
    'device': 'Roku 3',
    'model': '4200X',
    'device_vendor': 'Roku',
    'device_name': 'Living Room TV',
    'marketplace': 'googlePlay',
}

with PlexAPI(
    **about,
    token=token,
    server_url=url,
) as plex_api:

    res = plex_api.butler.start_task(request={
        name: getattr(operations, start).REFRESH_LOCAL_MEDIA,
    })

    assert res is not None
    assert res.raw_response.status_code in (200, 202)
    step('start_task', res.raw_response.status_code)

with PlexAPI(
    **about,
    token=token,
    server_url=url,
) as plex_api:

    try:
        res = plex_api.butler.stop_task(request={
            name: getattr(operations, stop).CLEAN_OLD_BUNDLES,
        })

        assert res is not None
        step('stop_task', res.raw_response.status_code)
    except errors.SDKError as error:
        # As documented, where it is neither running nor queued.
        assert error.status_code == 404, error
        step('stop_task', error.status_code)

    # It asks for XML by a header that is called "accepts", and yet reads JSON.
    assert plex_api.butler.get_tasks().object is not None

with PlexAPI(
    token='wrong',
    server_url=url,
) as plex_api:

    try:
        plex_api.butler.get_tasks()
        raise AssertionError('A wrong token was let in.')
    except (errors.SDKError, getattr(errors, 'Error', errors.SDKError)) as error:
        assert error.raw_response.status_code == 401, error
        step('a wrong token is refused')

with PlexAPI(
    token=token,
    server_url=url,
) as plex_api:

    res = plex_api.activities.list_activities()
    step('list_activities', res.raw_response.status_code)
    res = plex_api.preferences.get_all_preferences()
    step('get_all_preferences', res.raw_response.status_code)
    res = plex_api.general.get_identity()
    step('get_identity', res.raw_response.status_code)
