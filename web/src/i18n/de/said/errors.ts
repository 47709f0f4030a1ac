import type { SaidTexts } from '../../said-texts.ts';

const goesOn = 'Die Arbeit geht beim nächsten Lauf von allein weiter.';
const reload = 'Die Seite neu zu laden zeigt, wie es jetzt ist.';
const report = 'Das Protokoll des Servers sagt mehr.';

export const errors: SaidTexts['errors'] = {
  'data-folder-locked': [
    'Der Datenordner {folder} gehört gerade einem anderen Butler ({holder}).',
    'Beende erst jenen, oder gib diesem mit --data einen eigenen.',
  ],
  'data-folder-unwritable': [
    'Der Datenordner {folder} lässt sich nicht beschreiben: {cause}.',
    'Richte seine Rechte, oder wähle mit --data einen anderen.',
  ],
  'data-folder-newer': [
    'Der Datenordner {folder} ist von einem neueren Butler (sein Schema ist {found}, dieser kennt {known}).',
    'Aktualisiere Butler, oder wähle mit --data einen anderen Ordner. Nichts ist geändert.',
  ],
  'data-folder-older': [
    'Der Datenordner {folder} ist von einem älteren Butler.',
    'Starte diesen einmal damit: Er bringt den Ordner auf den neuesten Stand.',
  ],
  'database-corrupt': [
    'Die Datenbank {file} ist beschädigt: {detail}.',
    'Stelle die neueste gute Sicherung wieder her.',
  ],
  'database-inaccessible': [
    'Die Datenbank {file} lässt sich nicht lesen oder schreiben: {cause}.',
    `Prüfe das Laufwerk und seine Rechte. ${goesOn}`,
  ],
  'root-missing': [
    'Den Ordner „{path}“ gibt es nicht.',
    'Prüfe die Schreibweise, oder schließe sein Laufwerk an.',
  ],
  'root-not-a-folder': ['„{path}“ ist eine Datei, kein Ordner.', 'Nenne den Ordner, in dem sie liegt.'],
  'root-unreadable': [
    'Der Ordner „{path}“ lässt sich nicht lesen: {cause}.',
    'Gib Butlers Benutzer das Recht, ihn zu lesen.',
  ],
  'root-emptied': [
    'Der Ordner „{path}“ ist leer, war es vorher aber nicht.',
    'Schließe sein Laufwerk an. Solange er leer ist, verlässt nichts die Mediathek.',
  ],
  'root-replaced': [
    'Der Ordner „{path}“ liegt auf einem anderen Laufwerk als vorher und enthält anderes.',
    'Schließe das alte Laufwerk an. Bis es zurück ist, verlässt nichts die Mediathek.',
  ],
  'root-unanswered': [
    'Der Ordner „{path}“ ließ sich nicht bis zu Ende lesen: Der Prozess dafür ging verloren ({detail}).',
    'Sieh nach, ob sein Laufwerk oder der Rechner, der es teilt, noch antwortet.',
  ],
  'watch-limit': [
    'Mehr Ordner zu beobachten lässt das System nicht zu („{path}“).',
    'Erhöhe fs.inotify.max_user_watches; bis dahin finden Suchläufe die Änderungen.',
  ],
  'watch-refused': [
    'Der Ordner „{path}“ lässt sich nicht beobachten: {cause}.',
    'Bis es geht, finden Suchläufe, was sich dort ändert.',
  ],
  'root-overlaps': [
    'Der Ordner „{path}“ überschneidet sich mit „{other}“ aus dem Bereich „{section}“.',
    'Eine Datei gehört zu einem Bereich: Wähle Ordner, die einander nicht enthalten.',
  ],
  'root-in-data-folder': [
    'Der Ordner „{path}“ und Butlers Datenordner „{folder}“ liegen ineinander.',
    'Halte Medien und Daten getrennt: Wähle einen anderen Ordner.',
  ],
  'section-type-unknown': [
    'Bereiche der Art „{type}“ gibt es nicht.',
    'Möglich sind Filme, Serien, Musik und Fotos.',
  ],
  'section-unknown': ['Den Bereich {id} gibt es nicht mehr.', reload],
  'folder-outside': [
    'Der Ordner „{path}“ darf über das Netz nicht gewählt werden.',
    'Wer Butler startet, kann mit BUTLER_BROWSE_FOLDERS andere nennen.',
  ],
  'section-syntax': ['„{given}“ beschreibt keinen Bereich.', 'Schreibe --section "Titel=type:/pfad".'],
  'port-in-use': [
    'Port {port} auf {host} ist belegt.',
    'Wähle mit --port einen anderen; --port 0 nimmt einen freien.',
  ],
  'address-unavailable': [
    'Butler kann auf {host} nicht lauschen: {cause}.',
    'Wähle mit --host eine Adresse dieses Rechners.',
  ],
  'option-invalid': ['{option} ist „{given}“, muss aber {expected} sein.', 'Siehe butler --help.'],
  'host-without-token': [
    'Auf {host} zu lauschen öffnet Butler für das Netz, und es wurde kein Token gegeben.',
    'Gib mit --token oder BUTLER_TOKEN einen von mindestens 16 Zeichen.',
  ],
  'preference-unknown': ['Die Einstellung „{id}“ gibt es nicht[; meintest du {nearest}?]', reload],
  'preference-value': [
    '{id} kann nicht „{given}“ sein.',
    'Die Seite der Einstellungen zeigt, was möglich ist.',
  ],
  'preference-read-only': ['{id} lässt sich nicht ändern.', 'Es folgt aus der Installation.'],
  'schedule-text': [
    '„{given}“ ist nicht zu verstehen.',
    'Etwa „Mon-Fri 23:00-04:30 media“ oder „2026-12-24; 12-31“.',
  ],
  'task-unknown': ['Die Aufgabe „{name}“ gibt es nicht[; meintest du {nearest}?]', reload],
  'task-indivisible': [
    '{name} betrifft die ganze Mediathek, nicht einzelne Dateien.',
    'Starte die Aufgabe als Ganzes.',
  ],
  'item-unknown': [
    'Den Titel {id} gibt es nicht mehr.',
    'Ein Suchlauf mag ihn entfernt oder neu eingeordnet haben.',
  ],
  'run-unknown': ['Den Lauf {id} gibt es nicht.', 'Läufe von früher werden irgendwann vergessen.'],
  'unit-unknown': [
    'Für {task} gibt es die Datei {part} nicht.',
    'Nur was der letzte Lauf einer Aufgabe tat, ist noch bekannt.',
  ],
  'artifact-unknown': [
    'Zu der Datei {part} gibt es {kind} nicht.',
    'Vielleicht hat die Aufgabe sie noch nicht erzeugt.',
  ],
  'activity-unknown': ['Diese Tätigkeit gibt es nicht; vielleicht ist sie zu Ende.', reload],
  'activity-fixed': ['Diese Tätigkeit lässt sich nicht abbrechen.', 'Warte auf ihr Ende.'],
  'channel-unknown': ['Den Kanal „{channel}“ gibt es im Programm nicht.', reload],
  'guide-unreadable': [
    'Das Fernsehprogramm „{address}“ ist nicht zu lesen: {cause}.',
    'Prüfe es und ButlerGuideSources; was vorher gelesen wurde, wird weiter gezeigt.',
  ],
  'update-untrusted': [
    'Der Update-Adresse {address} wird nicht geglaubt: {cause}.',
    'Nichts ist geändert. Prüfe ButlerUpdateFeed; stimmt es, frage, wer die Updates herausgibt.',
  ],
  'update-not-installed': [
    'Butler {version} wurde nicht installiert: {cause}.',
    'Die benutzte Version läuft weiter.',
  ],
  'pause-unknown': [
    'Das ruht nicht auf Wunsch.',
    'Was nicht von Hand pausiert wurde, geht von allein weiter.',
  ],
  'request-invalid': ['Die Anfrage ist nicht gültig: {problems}.', reload],
  'request-malformed': ['Die Anfrage ist nicht zu lesen.', reload],
  'path-unknown': ['Unter dieser Adresse ist nichts.', reload],
  'key-reused': ['Mit diesem Schlüssel kam schon eine andere Anfrage.', 'Versuche es noch einmal.'],
  'request-under-way': [
    'Dieselbe Anfrage wird gerade beantwortet.',
    'Versuche es in einem Augenblick noch einmal.',
  ],
  'changed-meanwhile': [
    'Es hat sich inzwischen geändert, darum geschah nichts.',
    'Sieh es neu an, und entscheide noch einmal.',
  ],
  'method-unknown': ['Das kann diese Adresse nicht.', reload],
  'token-wrong': ['Es kam kein Token, oder ein falscher.', 'Melde dich neu an.'],
  'token-renewed': [
    'Der Token wurde erneuert: Der alte gilt nicht mehr.',
    'Melde dich mit dem neuen an; er steht in der Datei „token“ des Datenordners.',
  ],
  'token-given': [
    'Dieser Server wurde mit einem Token gestartet, der ihm gegeben wurde.',
    'Starte ihn mit einem anderen, oder ohne: Dann hat er einen eigenen, der sich erneuern lässt.',
  ],
  'webhook-secret-wrong': [
    'Der Webhook bringt kein Geheimnis, oder ein falsches.',
    'Setze ButlerWebhookSecret, und nenne es in seiner Adresse.',
  ],
  'code-wrong': [
    'Der Code ist falsch, wurde schon benutzt oder ist älter als zehn Minuten.',
    'Melde dich mit dem Token an, oder mit einem neuen Link: Der Server nennt ihn beim Start.',
  ],
  'too-many-guesses': ['Von hier kamen zu viele falsche Tokens.', 'Warte eine Minute.'],
  'origin-foreign': [
    'Seiten anderer Anbieter dürfen hier nichts ändern.',
    'Öffne diese Seite unter der Adresse des Servers.',
  ],
  'host-unknown': [
    'Dieser Server heißt nicht so.',
    'Benutze seine IP-Adresse, oder starte ihn mit diesem Namen als --host.',
  ],
  'body-too-large': ['Die Anfrage ist zu groß.', 'Sie darf höchstens 64 KiB haben.'],
  'body-unknown': ['Die Anfrage ist von einer Art, die hier nicht gelesen wird.', reload],
  'expectation-unknown': ['Die Anfrage erwartet, was dieser Server nicht tut.', reload],
  internal: ['Etwas ging schief, das niemand vorhersah.', `${report} Bitte melde es.`],
  'occurrence-claimed': [
    '{task} wurde vom Fenster am {serviceDay} schon gestartet.',
    'Es ist nichts zu tun: Die Aufgabe läuft einmal in der Nacht.',
  ],
  'disk-full': [
    'Bei {path} ist kein Platz[: nötig sind {needed}, frei sind {free}].',
    `Schaffe Platz. ${goesOn}`,
  ],
  'folder-unwritable': [
    '„{folder}“ lässt sich nicht beschreiben: {cause}.',
    `Richte die Rechte oder das Laufwerk. ${goesOn}`,
  ],
  'media-engine-missing': [
    'Die Medien-Engine für {platform} ist nicht installiert.',
    'Führe npm ci ohne --omit=optional aus; auf anderen Plattformen laufen Aufgaben an Medien nicht.',
  ],
  'photo-models-missing': [
    'Die Modelle, die Fotos ansehen, lassen sich nicht laden: {cause}.',
    'Führe npm ci noch einmal aus.',
  ],
  'media-unreadable': [
    '„{path}“ ist als Medium nicht zu lesen: {cause}.',
    'Prüfe, ob es sich abspielen lässt; es wird wieder versucht, wenn sich die Datei ändert.',
  ],
  'nfo-unreadable': [
    '„{path}“ ist nicht, wie es sein soll: {cause}.',
    'Bessere es aus, oder entferne es; es wird neu gelesen, wenn es sich ändert.',
  ],
  'media-changed': [
    '„{path}“ änderte sich oder verschwand, während es gelesen wurde.',
    'Es wird nach dem nächsten Suchlauf wieder gelesen.',
  ],
  'worker-lost': [
    'Der arbeitende Prozess endete mitten in der Arbeit ({detail}).',
    'Es wird wieder versucht; nach drei Malen liegt die Datei beiseite, bis sie sich ändert.',
  ],
  'backup-unverified': [
    'Die Sicherung entsprach nicht der Datenbank und wurde verworfen: {detail}.',
    'Prüfe das Laufwerk der Sicherungen; frühere sind unberührt.',
  ],
  'backup-damaged': [
    'Die Sicherung „{file}“ ist beschädigt: {detail}.',
    'Nimm eine andere. Nichts ist geändert.',
  ],
  'backup-unknown': ['„{given}“ ist keine Sicherung, weder als Pfad noch in „{folder}“.', reload],
  'backup-unlisted': ['Die Sicherung „{name}“ gibt es nicht mehr.', reload],
  'backup-busy': [
    'Eine andere Sicherung wird gerade zur Probe wiederhergestellt.',
    'Warte, bis das zu Ende ist: Sie würden einander nur aufhalten.',
  ],
  'restore-busy': [
    'Die Sicherung „{backup}“ wird gerade wiederhergestellt.',
    'Warte, bis das zu Ende ist; der Server ist dann einen Augenblick fort.',
  ],
  'restore-final': [
    'Was vor der letzten Wiederherstellung da war, ist nicht mehr aufgehoben.',
    'Stelle eine andere Sicherung wieder her.',
  ],
  'restore-cut-off': [
    'Die Wiederherstellung brach ab, bevor die Sicherung an ihrem Platz war.',
    'Stelle sie noch einmal wieder her.',
  ],
  'quarantine-unknown': ['Das liegt nicht mehr in der Quarantäne.', 'Nach sieben Tagen ist es fort.'],
  'backup-newer': [
    'Die Sicherung „{file}“ ist von einem neueren Butler (ihr Schema ist {found}, dieser kennt {known}).',
    'Aktualisiere erst Butler. Nichts ist geändert.',
  ],
  'backup-folder': [
    'In „{folder}“ lassen sich keine Sicherungen aufheben: {cause}.',
    'Wähle mit ButlerDatabaseBackupPath einen anderen Ordner; frühere Sicherungen sind unberührt.',
  ],
  'folder-unmarked': [
    '{folder} trägt nicht Butlers Zeichen, darum wird darin nichts aufgeräumt.',
    'Prüfe, ob dort das richtige Laufwerk angeschlossen ist.',
  ],
  'quarantine-elsewhere': [
    '„{folder}“ liegt auf einem anderen Laufwerk als die Quarantäne „{quarantine}“.',
    'Halte beide auf einem: Aufgeräumtes wird verschoben, nie kopiert. Nichts ist verschoben.',
  ],
  'quarantine-restore': [
    '„{id}“ lässt sich nicht zurücklegen: {cause}.',
    'Die Dateien manifest.jsonl der Quarantäne nennen, was dort liegt und woher es kam.',
  ],
  'webhook-unreadable': [
    'Ein Webhook für {kind} ist nicht zu lesen: {cause}.',
    'Prüfe, ob seine Adresse den Server nennt, der ihn schickt.',
  ],
  'playback-unknown': [
    '{server} sagt nicht, wer schaut: {cause}.',
    'Prüfe Adresse und Token in den Einstellungen; die Arbeit geht weiter, und es wird wieder gefragt.',
  ],
  'notice-undelivered': [
    'Eine Nachricht ließ sich nicht über {channel} senden: {cause}.',
    'Prüfe die Einstellungen dazu.',
  ],
  'notices-dropped': [
    'Nachrichten für {channel} gingen verloren: {because}.',
    'Berichte und Verlauf sagen, was darin stand.',
  ],
  'command-unknown': [
    'Den Befehl „{name}“ gibt es nicht[; meintest du {nearest}?]',
    'butler help nennt alle.',
  ],
  'address-invalid': [
    '„{given}“ ist keine Adresse eines Servers.',
    'Schreibe sie wie http://192.168.1.5:32500.',
  ],
  'profile-unknown': [
    'Das Profil „{name}“ gibt es nicht[; meintest du {nearest}?]',
    'butler profile nennt alle.',
  ],
  'profile-name': [
    'Ein Profil kann nicht „{name}“ heißen.',
    'Erlaubt sind bis zu 40 Buchstaben, Ziffern, Punkte und Striche.',
  ],
  'profiles-unreadable': [
    'Die Profile in „{file}“ sind nicht zu lesen: {cause}.',
    'Bessere die Datei aus, oder entferne sie.',
  ],
  'section-named': [
    'Den Bereich „{given}“ gibt es nicht[; meintest du „{nearest}“?]',
    'butler sections nennt alle.',
  ],
  'server-absent': ['Auf dem Datenordner „{folder}“ arbeitet kein Butler.', 'Starte ihn mit butler.'],
  'server-unreachable': [
    'Unter {address} ({from}) antwortet nichts: {cause}.',
    'Sieh nach, ob der Server läuft.',
  ],
  'token-refused': ['{address} nimmt den Token nicht an ({from}).', 'Gib mit --token den richtigen.'],
  'server-unable': ['{address} kann das nicht: {cause}.', 'Ein älterer Butler lässt sich aktualisieren.'],
  cancelled: ['Die Arbeit wurde abgebrochen.', 'Starte die Aufgabe wieder, um dort weiterzumachen.'],
};
