export const shell = {
  'page.tonight': 'Heute Nacht',
  'page.nights': 'Nächte',
  'page.library': 'Mediathek',
  'page.backups': 'Sicherungen',
  'page.settings': 'Einstellungen',
  'page.unknown': 'Diese Seite gibt es nicht',
  'page.unknownText': 'Unter dieser Adresse hat die Übersicht nichts.',
  'page.backToTonight': 'Zurück zu heute Nacht',

  'shell.skip': 'Zum Inhalt springen',
  'shell.navigation': 'Seiten',
  'shell.commands': 'Befehle',
  'shell.display': 'Darstellung',
  'shell.signOut': 'Abmelden',
  'shell.version': 'Butler {version}',
  'shell.clock': '{time} in {zone}',
  'shell.paused': 'Alles ruht',
  'shell.pausedUntil': 'Alles ruht bis {time}',
  'shell.mediaRests': 'Die Arbeit an Medien ruht. {why}',
  'shell.resume': 'Fortsetzen',

  'connection.connecting': 'Verbinde',
  'connection.live': 'Live',
  'connection.reconnecting':
    'Der Server antwortet nicht. Zu sehen ist der Stand von {time}; es wird weiter versucht.',
  'connection.offline': 'Dieses Gerät ist offline. Zu sehen ist der Stand von {time}.',
  'connection.tryNow': 'Jetzt versuchen',
  'connection.restoring':
    'Eine Sicherung wird eingesetzt. Der Server ist gleich wieder da, und diese Seite auch.',
  'connection.restarted': 'Der Server wurde neu gestartet. Hier ist alles auf dem neuesten Stand.',

  'display.theme': 'Farben',
  'display.system': 'Wie das Gerät',
  'display.light': 'Hell',
  'display.dark': 'Dunkel',
  'display.language': 'Sprache',

  'signIn.title': 'Bei Butler anmelden',
  'signIn.text':
    'Butlers Token steht in der Datei „token“ seines Datenordners. Der Link, den er beim Start ausgibt, meldet ohne Token an.',
  'signIn.token': 'Token',
  'signIn.keep': 'Angemeldet bleiben, bis dieser Tab geschlossen wird',
  'signIn.submit': 'Anmelden',
  'signIn.wrong': 'Das ist nicht das Token dieses Servers.',
  'signIn.tooMany': 'Das waren zu viele falsche Token. Warte eine Minute und versuche es noch einmal.',
  'connection.unanswered': 'Der Server antwortet nicht. Läuft Butler?',
  'signIn.revoked':
    'Der Server nimmt das Token, mit dem du angemeldet warst, nicht mehr an. Melde dich mit dem jetzigen an.',
  'signIn.renewed':
    'Das Token dieses Servers wurde erneuert; wer mit dem alten angemeldet war, ist abgemeldet. Melde dich mit dem neuen an.',
  'signIn.codeWrong':
    'Dieser Link wurde schon benutzt oder ist älter als zehn Minuten. Butler gibt beim Start einen neuen aus.',
  'signIn.signedOut': 'Du bist abgemeldet.',

  'renewal.command': 'Token erneuern …',
  'renewal.title': 'Token erneuern',
  'renewal.text':
    'Von da an gilt nur das neue Token. Hier bleibst du angemeldet; alle anderen sind abgemeldet, und was das Token aufbewahrt, etwa Player und Skripte, braucht das neue.',
  'renewal.cancel': 'Behalten',
  'renewal.do': 'Erneuern',
  'renewal.done':
    'Das Token ist erneuert, und du bist damit angemeldet. Es steht auch in der Datei „token“ des Datenordners:',

  'commands.placeholder': 'Zu einer Seite gehen, eine Aufgabe starten oder stoppen …',
  'commands.none': 'Nichts heißt so.',
  'commands.list': 'Befehle',
  'commands.goTo': 'Gehe zu {page}',
  'commands.start': 'Starten: {task}',
  'commands.stop': 'Stoppen: {task}',
  'commands.pause': 'Ruhen lassen: {task}',
  'commands.resume': 'Fortsetzen: {task}',

  'leaving.title': 'Gehen, ohne zu speichern?',
  'leaving.text': 'Was du hier geändert hast, ist noch nicht gespeichert und ginge verloren.',
  'leaving.stay': 'Hierbleiben',
  'leaving.leave': 'Gehen',

  'ui.close': 'Schließen',
  'ui.undo': 'Rückgängig',
  'ui.retry': 'Noch einmal versuchen',
  'ui.failed': 'Das konnte nicht angezeigt werden',
  'ui.loading': 'Lädt',
  'ui.typeToGoOn': 'Zum Fortfahren „{word}“ eintippen',
  'ui.more': 'Mehr',

  'time.bothClocks': '{there} ({zone}) – {here} bei dir',
  'time.here': 'bei dir {time}',

  'act.started': '{task}: gestartet',
  'act.runsAlready': '{task} läuft schon',
  'act.stopped': '{task}: gestoppt. Was fertig ist, bleibt.',
  'act.endedAlready': '{task} ist schon zu Ende',
  'act.stoppedAll': {
    one: 'Eine Aufgabe gestoppt. Was fertig ist, bleibt.',
    other: '{count} Aufgaben gestoppt. Was fertig ist, bleibt.',
  },
  'act.startedAll': { one: 'Eine Aufgabe gestartet', other: '{count} Aufgaben gestartet' },
  'act.nothingDue': 'Nichts ist fällig, was nicht schon läuft',
  'act.paused': '{task}: ruht',
  'act.pausedAll': 'Alles ruht',
  'act.resumed': '{task}: geht weiter',
  'act.resumedAll': 'Alles geht weiter',
  'act.offline': 'Der Server antwortet nicht; nichts wurde geändert.',
} as const;
