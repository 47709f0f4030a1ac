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

  'command.copy': 'Kopieren',
  'command.copied': 'Kopiert',
  'command.marked': 'Er ist markiert: kopieren Sie ihn mit der Tastatur.',
} as const;
