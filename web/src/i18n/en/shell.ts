/** What is around the pages, and what they share. */
export const shell = {
  'page.tonight': 'Tonight',
  'page.nights': 'Nights',
  'page.library': 'Library',
  'page.backups': 'Backups',
  'page.settings': 'Settings',
  'page.unknown': 'There is no such page',
  'page.unknownText': 'The address names nothing that this dashboard has.',
  'page.backToTonight': 'Back to tonight',

  'shell.skip': 'Skip to the page',
  'shell.navigation': 'Pages',
  'shell.commands': 'Commands',
  'shell.display': 'Display',
  'shell.signOut': 'Sign out',
  'shell.version': 'Butler {version}',
  'shell.clock': '{time} in {zone}',
  'shell.paused': 'Everything is paused',
  'shell.pausedUntil': 'Everything is paused until {time}',
  'shell.mediaRests': 'Work on media rests. {why}',
  'shell.resume': 'Resume',

  'connection.connecting': 'Connecting',
  'connection.live': 'Live',
  'connection.reconnecting':
    'The server does not answer. What you see is how it was at {time}; it is tried again.',
  'connection.offline': 'This device is offline. What you see is how it was at {time}.',
  'connection.tryNow': 'Try now',
  'connection.restoring': 'A backup is put in place. The server is back in a moment, and so is this page.',
  'connection.restarted': 'The server was started anew. Everything here is up to date.',

  'display.theme': 'Colours',
  'display.system': 'As the device',
  'display.light': 'Light',
  'display.dark': 'Dark',
  'display.language': 'Language',

  'signIn.title': 'Sign in to Butler',
  'signIn.text':
    'Butler’s token is in the file “token” of its data folder. The link that it prints when it starts signs you in without.',
  'signIn.token': 'Token',
  'signIn.keep': 'Stay signed in until this tab is closed',
  'signIn.submit': 'Sign in',
  'signIn.wrong': 'That is not the token of this server.',
  'signIn.tooMany': 'There were too many wrong tokens. Wait for a minute, then try again.',
  'connection.unanswered': 'The server does not answer. Is Butler running?',
  'signIn.revoked':
    'The server no longer takes the token that you were signed in with. Sign in with the one it has now.',
  'signIn.renewed':
    'The token of this server was renewed, so everybody who was signed in with the one before is signed out. Sign in with the new one.',
  'signIn.codeWrong':
    'This link was used before, or is older than ten minutes. Butler prints a new one when it starts.',
  'signIn.signedOut': 'You are signed out.',

  'renewal.command': 'Renew the token…',
  'renewal.title': 'Renew the token',
  'renewal.text':
    'From then on the new token alone is right. You stay signed in here; everybody else is signed out, and whatever keeps the token, such as players and scripts, needs the new one.',
  'renewal.cancel': 'Keep it',
  'renewal.do': 'Renew it',
  'renewal.done':
    'The token is renewed, and you are signed in with it. It is also in the file “token” of the data folder:',

  'commands.placeholder': 'Go to a page, start or stop a task…',
  'commands.none': 'Nothing is called that.',
  'commands.list': 'Commands',
  'commands.goTo': 'Go to {page}',
  'commands.start': 'Start: {task}',
  'commands.stop': 'Stop: {task}',
  'commands.pause': 'Pause: {task}',
  'commands.resume': 'Resume: {task}',

  'leaving.title': 'Leave without saving?',
  'leaving.text': 'What you changed here is not saved yet, and would be lost.',
  'leaving.stay': 'Stay here',
  'leaving.leave': 'Leave',

  'ui.close': 'Close',
  'ui.undo': 'Undo',
  'ui.retry': 'Try again',
  'ui.failed': 'This could not be shown',
  'ui.loading': 'Loading',
  'ui.typeToGoOn': 'Type “{word}” to go on',
  'ui.more': 'More',

  'time.bothClocks': '{there} ({zone}) – {here} where you are',
  'time.here': '{time} where you are',

  'act.started': '{task}: started',
  'act.runsAlready': '{task} runs already',
  'act.stopped': '{task}: stopped. What is done is kept.',
  'act.endedAlready': '{task} has ended already',
  'act.stoppedAll': {
    one: 'One task stopped. What is done is kept.',
    other: '{count} tasks stopped. What is done is kept.',
  },
  'act.startedAll': { one: 'One task started', other: '{count} tasks started' },
  'act.nothingDue': 'Nothing is due that does not run already',
  'act.paused': '{task}: paused',
  'act.pausedAll': 'Everything is paused',
  'act.resumed': '{task}: goes on',
  'act.resumedAll': 'Everything goes on',
  'act.offline': 'The server does not answer; nothing was changed.',
} as const;
