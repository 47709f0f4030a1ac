export const backups = {
  'backups.make': 'Jetzt sichern',
  'backups.total': { one: 'Eine Sicherung, {bytes}', other: '{count} Sicherungen, {bytes}' },
  'backups.list': 'Was da ist',
  'backups.none': 'Es gibt noch keine Sicherung',
  'backups.noneText':
    'Jede dritte Nacht entsteht eine, wird auf Probe wiederhergestellt und Zeile für Zeile mit der Datenbank verglichen. Die erste kann jetzt schon entstehen.',
  'backups.making': 'Eine Sicherung entsteht',
  'backups.waits': 'Eine Sicherung wartet, bis sie an der Reihe ist',
  'backups.stop': 'Anhalten',
  'backups.bytesOf': '{done} von {total}',
  'backups.timeLeft': 'noch {length}',
  'backups.lastFailed': 'Die letzte Sicherung schlug fehl',
  'backups.showRun': 'Diesen Lauf zeigen',

  'verdict.label': 'Unterm Strich',
  'verdict.good': 'Die neueste gute Sicherung entstand {when}',
  'verdict.justNow': 'gerade eben',
  'verdict.goodText': 'Sie wurde auf Probe wiederhergestellt und jede Zeile verglichen.',
  'verdict.damaged': { one: 'Eine andere ist beschädigt.', other: '{count} andere sind beschädigt.' },
  'verdict.old': 'Die neueste gute Sicherung entstand {when}',
  'verdict.oldText': 'Was sich seitdem geändert hat, ist nicht gesichert. Sichern Sie jetzt.',
  'verdict.none': 'Keine Sicherung ist gut',
  'verdict.noneText':
    'Ginge die Datenbank heute verloren, könnte sie nicht wiederhergestellt werden. Sichern Sie jetzt.',

  'backup.sound': 'geprüft',
  'backup.damaged': 'beschädigt',
  'backup.rows': { one: 'Eine Zeile', other: '{count} Zeilen' },
  'backup.verified': 'Auf Probe wiederhergestellt',
  'backup.places': 'Wo sie liegt',
  'backup.verify': 'Prüfen',
  'backup.restore': 'Wiederherstellen…',

  'trial.running': 'Sie wird auf Probe wiederhergestellt. Eine große braucht Minuten.',
  'trial.cancel': 'Abbrechen',
  'trial.compared': {
    one: 'Sie lässt sich wiederherstellen: eine Zeile, {bytes}, mit dem Gesicherten verglichen.',
    other: 'Sie lässt sich wiederherstellen: {bytes}, {count} Zeilen, jede mit dem Gesicherten verglichen.',
  },
  'trial.intact': {
    one: 'Sie lässt sich wiederherstellen: eine Zeile, {bytes}. Die Datei ist heil; Zeilen wurden nicht verglichen.',
    other:
      'Sie lässt sich wiederherstellen: {count} Zeilen, {bytes}. Die Datei ist heil; Zeilen wurden nicht verglichen.',
  },

  'restore.title': 'Eine Sicherung wiederherstellen',
  'restore.text':
    'Die Sicherung von {made}. Solange Butler läuft, ist seine Datenbank in Gebrauch; darum geschieht das an der Befehlszeile des Servers.',
  'restore.rehearse': 'Proben',
  'restore.rehearseText': 'Alles geschieht, nur wird das Ergebnis nicht eingesetzt. Nichts ändert sich.',
  'restore.rehearseNow': 'Jetzt proben',
  'restore.stop': 'Butler anhalten',
  'restore.stopText': 'Diese Seite wird sagen, dass der Server nicht antwortet.',
  'restore.run': 'Dies am Server ausführen',
  'restore.runText':
    'Die jetzige Datenbank bleibt in einem Ordner „before-restore-…“ und kann mit demselben Befehl zurückgeholt werden.',
  'restore.start': 'Butler wieder starten',
  'restore.startText': 'Vorschaudateien und Bilder, die dann fehlen, machen ihre Aufgaben neu.',

  'quarantine.title': 'Vom Aufräumen weggenommen',
  'quarantine.none':
    'Nichts. Was das Aufräumen wegnimmt, liegt hier eine Woche, bevor es endgültig verschwindet.',
  'quarantine.total': {
    one: 'Eines, mit {bytes} an Dateien. Es lässt sich zurückholen, bis es endgültig verschwindet.',
    other:
      '{count} Dinge, mit {bytes} an Dateien. Jedes lässt sich zurückholen, bis es endgültig verschwindet.',
  },
  'quarantine.empty': 'Leeren…',
  'quarantine.taken': 'Weggenommen',
  'quarantine.goes': 'Verschwindet endgültig {when}',
  'quarantine.goesNext': 'Verschwindet endgültig beim nächsten Aufräumen',
  'quarantine.putBack': '{what} zurückholen',
  'quarantine.isBack': 'Wieder da: {what}',
  'quarantine.more': { one: 'Noch eines zeigen', other: 'Mehr von {count} weiteren zeigen' },

  'emptying.title': 'Alles endgültig entfernen?',
  'emptying.text': {
    one: 'Eines, das das Aufräumen wegnahm, mit {bytes} an Dateien, verschwindet endgültig. Es gibt keinen Weg zurück.',
    other:
      '{count} Dinge, die das Aufräumen wegnahm, mit {bytes} an Dateien, verschwinden endgültig. Es gibt keinen Weg zurück.',
  },
  'emptying.type': 'Zum Fortfahren „{word}“ eintippen',
  'emptying.word': 'leeren',
  'emptying.keep': 'Behalten',
  'emptying.do': 'Endgültig entfernen',
  'emptying.done': 'Endgültig entfernt: {bytes} an Dateien',

  'storage.title': 'Auf der Platte',
  'storage.own': 'Butler bewahrt {bytes} auf',
  'storage.counted': 'Dateien gezählt',
  'storage.bar': 'Was Butler aufbewahrt, nach Art; die Tabelle darunter sagt dasselbe in Zahlen',
  'storage.disk': 'Was Butler aufbewahrt, was anderes ist und was auf der Platte frei ist',
  'storage.free': '{free} von {total} sind frei',
  'storage.kind': 'Art',
  'storage.size': 'Größe',
  'storage.share': 'Von allem',
  'storage.budget': 'Darf belegen',
  'storage.unlimited': 'ohne Grenze',
  'storage.used': '{share} von {bytes}',
  'storage.database': 'Datenbank',
  'storage.bundles': 'Vorschaudateien und dergleichen',
  'storage.artwork': 'Bilder',
  'storage.cache': 'Zwischenspeicher',
  'storage.backups': 'Sicherungen',
  'storage.quarantine': 'Vom Aufräumen weggenommen',
  'storage.updates': 'Aktualisierungen',

  'command.copy': 'Kopieren',
  'command.copied': 'Kopiert',
  'command.marked': 'Er ist markiert: kopieren Sie ihn mit der Tastatur.',
} as const;
