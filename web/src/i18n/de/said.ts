import type { SaidTexts } from '../said-texts.ts';

const phrases: SaidTexts['phrases'] = {
  'run-cancelled': 'Abgebrochen; was getan ist, bleibt.',
  'run-interrupted': 'Unterbrochen, als Butler endete; es geht weiter, wenn Butler wieder startet.',
  'run-yielded': 'Das Fenster schloss; der Rest kommt in der nächsten Nacht.',
  'window-closed': 'Das Fenster schloss.',
  'switched-off': 'In den Einstellungen ausgeschaltet.',
  'stopped-by-hand': 'Von Hand gestoppt.',
  'butler-stops': 'Butler wird beendet.',
  'butler-ended': 'Butler endete, während dieser Lauf im Gange war.',

  'files-set-aside': '{count|Datei ist|Dateien sind} nach wiederholten Fehlschlägen beiseitegelegt.',
  'files-changed':
    '{count|Datei hat sich inzwischen geändert oder ist verschwunden|Dateien haben sich inzwischen geändert oder sind verschwunden}.',
  'index-files-fresh': 'Jedes Video hat seine Vorschaubilder.',
  'index-files-made':
    'Vorschaubilder für {done|Video|Videos} erzeugt ({bytes:bytes})[; {failed|Video|Videos} fehlgeschlagen].',
  'chapters-fresh': 'Jedes Kapitel hat sein Bild.',
  'chapters-made':
    'Kapitelbilder von {done|Video|Videos} erzeugt ({bytes:bytes})[; {failed|Video|Videos} fehlgeschlagen].',
  'photos-fresh': 'Jedes Foto hat seine Schlagworte.',
  'photos-measured': '{done|Foto|Fotos} verschlagwortet[; {failed|Foto|Fotos} fehlgeschlagen].',
  'blur-hashes-fresh': 'Jedes Bild hat seinen Vorschatten.',
  'blur-hashes-made':
    'Vorschatten der Bilder von {done|Datei|Dateien} erzeugt[; {failed|Datei|Dateien} fehlgeschlagen].',
  'credits-fresh': 'Der Abspann jedes Videos ist bekannt.',
  'credits-found':
    'Das Ende von {done|Video|Videos} angesehen und bei {marked} von {decided} den Abspann gefunden[; {failed|Datei|Dateien} fehlgeschlagen].',
  'intros-fresh': 'Der Vorspann jeder Folge ist bekannt.',
  'intros-found':
    '{done|Folge|Folgen} angehört und bei {marked} von {decided} den Vorspann gefunden[; {failed|Datei|Dateien} fehlgeschlagen].',
  'breaks-fresh': 'Die Werbepausen jedes Videos sind bekannt.',
  'breaks-found':
    '{done|Video|Videos} angehört und bei {marked} von {decided} Werbepausen gefunden[; {failed|Datei|Dateien} fehlgeschlagen].',
  'analyses-fresh': 'Jede Untersuchung ist auf dem neuesten Stand.',
  'analyses-repeated': '{done|Datei|Dateien} neu untersucht[; {failed|Datei|Dateien} fehlgeschlagen].',
  'deep-fresh': 'Jeder Film ist untersucht.',
  'deep-measured':
    'Bitrate, Schlüsselbilder, Bild und Ton von {done|Datei|Dateien} gemessen[; {failed|Datei|Dateien} fehlgeschlagen].',
  'loudness-fresh': 'Die Lautheit jeder Datei ist bekannt.',
  'loudness-measured': 'Lautheit von {done|Datei|Dateien} gemessen[; {failed|Datei|Dateien} fehlgeschlagen].',
  'albums-summed-up': '{count|Album|Alben} zusammengefasst.',
  'music-fresh': 'Tempo, Tonart und Charakter jedes Titels sind bekannt.',
  'music-measured':
    'Tempo, Tonart und Charakter von {done|Datei|Dateien} gemessen[; {failed|Datei|Dateien} fehlgeschlagen].',
  'tracks-twice': '{count|neuer Titel ist|neue Titel sind} doppelt vorhanden.',
  'speech-fresh': 'Von jedem Film und jeder Folge ist bekannt, wann jemand spricht.',
  'speech-measured': 'Sprache in {done|Datei|Dateien} erkannt[; {failed|Datei|Dateien} fehlgeschlagen].',
  'subtitles-off': '{count|Untertiteldatei sollte|Untertiteldateien sollten} früher oder später kommen.',

  'not-made': 'Noch nicht gemacht.',
  'stale-product': 'Gemacht mit {before}, jetzt gilt {after}.',
  'stale-files': '{count|Datei ist|Dateien sind} mit {before} gemacht, jetzt gilt {after}.',
  'stale-files-mixed':
    '{count|Datei ist|Dateien sind} mit {before} gemacht, andere auf andere Weise; jetzt gilt {after}.',

  'scan-looked-through': '„{folder}“ durchsucht.',
  'scan-found':
    '{files|Datei|Dateien} in {sections|Bereich|Bereichen} gefunden<: {added} neu; {changed} geändert; {moved} verschoben; {missing} fehlend; {unreadable} unlesbar>.',
  'scan-found-in':
    '{files|Datei|Dateien} in {section} gefunden<: {added} neu; {changed} geändert; {moved} verschoben; {missing} fehlend; {unreadable} unlesbar>.',
  'local-media-unchanged': 'Nichts in oder neben den Medien von {items|Titel|Titeln} hat sich geändert.',
  'local-media-refreshed':
    '{changed} von {items|Titel|Titeln} aufgefrischt<: {descriptions|Beschreibung|Beschreibungen}; {pictures|Bild|Bilder}; {sidecars|Untertitel- oder Liedtextdatei|Untertitel- und Liedtextdateien}; {embedded|Titel mit eingebetteten Angaben|Titel mit eingebetteten Angaben}>.',
  'nfo-problems': '{count|Problem|Probleme} mit NFO-Dateien; das Protokoll nennt sie.',
  'files-unread': '{count|Datei konnte|Dateien konnten} nicht gelesen werden.',
  'collections-none': 'Es gibt nichts zu sammeln.',
  'collections-fresh': 'Jede Sammlung ist auf dem neuesten Stand.',
  'collections-changed': 'Sammlungen<: {made} gebildet; {changed} geändert; {removed} entfernt>.',
  'guides-none': 'ButlerGuideSources nennt kein Fernsehprogramm; es gab nichts zu holen.',
  'guides-unchanged': '{count|Fernsehprogramm hatte|Fernsehprogramme hatten} nichts Neues.',
  'guides-taken-in':
    '{programmes|Sendung|Sendungen} auf {channels|Kanal|Kanälen} aus {guides|Fernsehprogramm|Fernsehprogrammen} geholt, davon {matched} von Serien der Mediathek.',
  'guides-unread': '{count|Fernsehprogramm war|Fernsehprogramme waren} nicht zu lesen: {cause}',
  'providers-none':
    'ButlerMetadataProviders nennt keinen Anbieter, also wurde niemand gefragt: Es zählt, was neben und in den Medien liegt.',
  'metadata-not-due':
    'Von {items|Titel|Titeln}, nach denen Anbieter gefragt werden können, war keiner fällig.',
  'metadata-asked':
    'Nach {asked} von {items|Titel|Titeln} gefragt<: {described} beschrieben; {unchanged} unverändert; {unknown} dort unbekannt; {failed} ohne Antwort, was das Protokoll erklärt; {pictures|Bild|Bilder} geholt; {missed|Bild|Bilder} nicht zu bekommen>.',
  'provider-closed': '{provider} wurde nicht gefragt, weil {setting} leer ist.',
  'provider-down': '{provider} kann gerade nicht gefragt werden ({because}).',
  'metadata-waits': '{count|Titel wartet|Titel warten} auf eine andere Nacht.',

  'bundles-of-empty-library':
    'Nichts aufgeräumt: Die Mediathek ist leer, der Ordner der Bündel nicht ({count|Bündel|Bündel}).',
  'bundles-held':
    'Nichts aufgeräumt: {because}. Ein Mensch muss es mit {setting} bestätigen; das Protokoll nennt sie.',
  'bundles-clean':
    'Nichts aufzuräumen[ unter {all|Bündel|Bündeln}][; {purged:bytes} endgültig aus der Quarantäne entfernt].',
  'bundles-set-aside':
    '{count|Bündel|Bündel} ({bytes:bytes}) beiseitegelegt[ von {all|Bündel|Bündeln}][; {purged:bytes} endgültig aus der Quarantäne entfernt].',
  'bundles-dry-run':
    'Nur geprobt: {count|Bündel|Bündel} ({bytes:bytes}) kämen beiseite; nichts ist entfernt.',
  'cache-clean':
    'Nichts aufzuräumen[ unter {all|Datei|Dateien}][; {purged:bytes} endgültig aus der Quarantäne entfernt].',
  'cache-set-aside':
    '{count|Datei|Dateien} ({bytes:bytes}) beiseitegelegt[ von {all|Datei|Dateien}][; {purged:bytes} endgültig aus der Quarantäne entfernt].',
  'cache-dry-run': 'Nur geprobt: {count|Datei|Dateien} ({bytes:bytes}) kämen beiseite; nichts ist entfernt.',
  'cache-held':
    'Nichts aufgeräumt: {count} von {all|Datei|Dateien} sind viele. Ein Mensch muss es mit {setting} bestätigen; das Protokoll nennt sie.',
  'pictures-clean':
    'Nichts aufzuräumen[ unter {all|Bild|Bildern}][; {purged:bytes} endgültig aus der Quarantäne entfernt][; {tags|unbenutztes Schlagwort|unbenutzte Schlagworte} beiseitegelegt].',
  'pictures-set-aside':
    '{count|Bild|Bilder} ({bytes:bytes}) beiseitegelegt[ von {all|Bild|Bildern}][; {purged:bytes} endgültig aus der Quarantäne entfernt][; {tags|unbenutztes Schlagwort|unbenutzte Schlagworte} beiseitegelegt].',
  'pictures-dry-run':
    'Nur geprobt: {count|Bild|Bilder} ({bytes:bytes}) und {tags|Schlagwort|Schlagworte} kämen beiseite; nichts ist entfernt.',
  'pictures-held': 'Gelassen, was viel ist: {because}. Ein Mensch muss es mit {setting} bestätigen.',
  'trash-clean':
    'Nichts aufzuräumen[; {forgotten|Zeile|Zeilen} vergessen, die vor einer Woche die Mediathek verließen].',
  'trash-set-aside':
    'Beiseitegelegt<: {media} Medien ohne Datei; {items} Titel ohne Medien; {folders} verschwundene Ordner; {units} Arbeiten an verschwundenen Dateien>[; {forgotten|Zeile|Zeilen} vergessen, die vor einer Woche die Mediathek verließen].',
  'trash-held':
    'Gelassen<: {media} Medien ohne Datei; {items} Titel ohne Medien; {folders} verschwundene Ordner; {units} Arbeiten an verschwundenen Dateien>. Ein Mensch muss es mit {setting} bestätigen; das Protokoll nennt sie.',
  'trash-dry-run':
    'Nur geprobt, beiseite kämen<: {media} Medien ohne Datei; {items} Titel ohne Medien; {folders} verschwundene Ordner; {units} Arbeiten an verschwundenen Dateien>; nichts ist entfernt.',

  'bundle-orphaned': 'Keine Datei der Mediathek hat den Inhalt {hash}; unverändert seit {days|Tag|Tagen}',
  'cache-unfinished': 'Unfertig, und seit {days|Tag|Tagen} unberührt',
  'cache-unused': 'Seit {days|Tag|Tagen} unbenutzt',
  'cache-too-large': 'Der Zwischenspeicher ist zu groß; seit {days|Tag|Tagen} unbenutzt',
  'picture-orphaned': 'Kein Titel hat dieses Bild; unverändert seit {days|Tag|Tagen}',
  'tags-unused': '{count|Schlagwort, das|Schlagworte, die} kein Titel mehr hat',
  'trash-holds':
    '<{media} Medien ohne Datei; {items} Titel ohne Medien; {folders} verschwundene Ordner; {units} Arbeiten an verschwundenen Dateien>',

  'backed-up':
    'Die Datenbank ({bytes:bytes}, {rows|Zeile|Zeilen}) als {file} gesichert und verglichen, was daraus wiederhergestellt wird[; {removed|ältere Sicherung|ältere Sicherungen} entfernt][; eine zweite Kopie ist in {second}][; es gibt keine zweite Kopie: {because}][; die älteste, {sound}, ließ sich zur Probe wiederherstellen][; die älteste, {damaged}, ist beschädigt und zählt nicht mehr].',
  'database-optimized':
    'Datenbank optimiert: vorher {before:bytes}, davon {unusedBefore:bytes} ungenutzt; jetzt {after:bytes}, davon {unusedAfter:bytes} ungenutzt.',
  'database-rewritten':
    'Datenbank optimiert und neu geschrieben: vorher {before:bytes}, davon {unusedBefore:bytes} ungenutzt; jetzt {after:bytes}, davon {unusedAfter:bytes} ungenutzt.',
  'updates-unasked': 'ButlerUpdateFeed nennt keine Adresse, also wurde niemand gefragt.',
  'updates-unbelieved': 'Butler wurde ohne BUTLER_UPDATE_KEY gestartet, also wird niemandem geglaubt.',
  'updates-impossible': 'Dieser Butler kann sich nicht selbst aktualisieren: {because}.',
  'update-newest': 'Butler {installed} ist der neueste des Kanals {channel}.',
  'update-out': 'Butler {version} ist da, installiert ist {installed}; das Protokoll sagt, was neu ist.',
  'update-verified': 'Butler {version} ist da, installiert ist {installed}; das Paket ist geprüft: {file}.',
  'update-refused':
    'Butler {version} wurde probiert und wird nicht benutzt: {because}. Ein späterer wird probiert.',
  'update-installed':
    'Butler {version} ist installiert und startet jetzt; {installed} macht weiter, wo er nicht binnen {seconds} s antwortet.',

  'paused-by-hand': 'Ruht auf Wunsch.',
  'many-watch': '{count} Menschen schauen zu.',
  'somebody-watches': 'Jemand schaut[ {what}][ auf {player}].',
  'somebody-paused': 'Jemand hat[ {what}] angehalten[ auf {player}].',
  'person-watches': '{who} schaut[ {what}][ auf {player}].',
  'person-paused': '{who} hat[ {what}] angehalten[ auf {player}].',
  'on-battery': 'Der Computer läuft am Akku[, der noch {percent} % hat].',
  'processor-hot': 'Der Prozessor hat {degrees} °C, {most} °C darf er haben.',
  'memory-short': 'Der Speicher ist knapp: {percent} % der letzten 10 s wurde auf ihn gewartet.',
  'disk-busy': 'Das Laufwerk hat anderes zu tun: {percent} % der letzten 10 s wurde gewartet.',
  'processor-busy': 'Der Prozessor hat anderes zu tun: {percent} % von ihm in den letzten 10 s.',
  'computer-loaded':
    'Der Computer hat anderes zu tun: eine Last von {percent} % seiner Kerne in der letzten Minute.',

  'expect-bool': 'ja oder nein',
  'expect-whole': 'eine ganze Zahl[ von {least} bis {most}]',
  'expect-number': 'eine Zahl[ von {least} bis {most}]',
  'expect-off-or-within': '0, oder von {least} bis {most}',
  'expect-even': 'eine gerade Zahl',
  'expect-line': 'eine Zeile Text',
  'expect-one-of': 'eins von {choices}',
  'expect-some-of': 'einige von {choices}, mit Kommas dazwischen, oder nichts',
  'expect-list-of': 'eine Liste aus {choices}, oder nichts',
  'expect-known': 'eine Liste aus {choices}; „{wrong}“ gehört nicht dazu',
  'expect-path': 'ein absoluter Pfad, oder nichts',
  'expect-program': 'der volle Pfad eines Programms, eine Liste wie {example}, oder nichts',
  'expect-address': 'eine Adresse wie {example}, oder nichts',
  'expect-places': 'volle Pfade oder Adressen wie {example}, oder nichts',
  'expect-contact': 'eine E-Mail-Adresse oder die Adresse einer Seite, oder nichts',
  'expect-language': 'eine Sprache wie {example}, oder mit einem Land, wie {other}',
  'expect-zone': 'eine IANA-Zeitzone wie {example}',
  'expect-tmdb-key': '32 hexadezimale Ziffern, ein Lesezugangs-Token, oder nichts',
  'expect-public-key': '32 Bytes in Base64, oder nichts',
  'expect-secret': 'mindestens 16 Buchstaben, Ziffern oder Zeichen aus - . _ ~, oder nichts',
  'expect-ascii': 'Buchstaben, Ziffern und Zeichen aus ASCII ohne Leerzeichen',
  'expect-ascii-unquoted': 'Buchstaben, Ziffern und Zeichen aus ASCII ohne Leerzeichen und Anführungszeichen',

  'at-copying': 'Kopiert und stellt zur Probe wieder her',
  'at-second-copy': 'Kopiert nach {path}',
  'at-drill': 'Stellt {file} zur Probe wieder her',
  'at-items': '{section}: {done} von {items|Titel|Titeln}',
  'at-files': '{section}: {files|Datei|Dateien}',
};

const goesOn = 'Die Arbeit geht beim nächsten Lauf von allein weiter.';
const reload = 'Die Seite neu zu laden zeigt, wie es jetzt ist.';
const report = 'Das Protokoll des Servers sagt mehr.';

const errors: SaidTexts['errors'] = {
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

const tasks: SaidTexts['tasks'] = {
  AutomaticUpdates:
    'Installiert eine neuere Version, nach einer Sicherung, und kehrt zurück, wo sie nicht läuft',
  BackupDatabase:
    'Sichert die Datenbank, stellt die Sicherung zur Probe wieder her und vergleicht jede Zeile',
  BuildGracenoteCollections:
    'Bildet Sammlungen: Filme nach ihren Reihen, Musik nach Genre, Jahrzehnt, Stimmung, Tempo und Interpret',
  ButlerTaskGenerateAdMarkers:
    'Findet die Werbepausen in Fernsehaufnahmen, damit Player sie überspringen können',
  ButlerTaskGenerateCreditsMarkers:
    'Findet den Abspann von Filmen und Folgen, damit Player ihn überspringen können',
  ButlerTaskGenerateIntroMarkers: 'Findet den Vorspann von Folgen, damit Player ihn überspringen können',
  ButlerTaskGenerateVoiceActivity:
    'Findet, wann in Filmen und Folgen jemand spricht, und Untertitel, die zu früh oder zu spät kommen',
  CheckForUpdates: 'Sieht nach einer neueren Version und prüft, ob sie von dort kommt, woher sie soll',
  CleanOldBundles:
    'Entfernt Vorschaubilder und andere abgeleitete Dateien von Medien, die nicht mehr da sind',
  CleanOldCacheFiles: 'Entfernt lange unbenutzte Zwischendateien und Reste unfertiger Arbeit',
  DeepMediaAnalysis:
    'Liest Filme von Anfang bis Ende: Bitrate im Verlauf, Schlüsselbilder, HDR-Format, Balken und Ton',
  GarbageCollectBlobs: 'Entfernt Bilder, Schlagworte und Personen, die kein Titel der Mediathek mehr hat',
  GarbageCollectLibraryMedia: 'Entfernt aus der Datenbank, was von verschwundenen Medien übrig ist',
  GenerateAutoTags:
    'Verschlagwortet Fotos nach Dingen, Menschen und Farben darin und nach dem Ort der Aufnahme',
  GenerateBlurHashes:
    'Macht Vorschatten von Bildern, damit etwas zu sehen ist, während sie noch geladen werden',
  GenerateChapterThumbs: 'Macht für jedes Kapitel eines Videos ein Bild',
  GenerateMediaIndexFiles: 'Macht die Vorschaubilder, die Player beim Spulen in einem Video zeigen',
  LoudnessAnalysis: 'Misst, wie laut Filme und Musik sind, damit sie gleich laut abgespielt werden können',
  MusicAnalysis: 'Findet Tempo, Tonart und Charakter von Musik, und Aufnahmen, die doppelt da sind',
  OptimizeDatabase: 'Räumt die Datenbank auf, gibt unbenutzten Platz zurück und hält Abfragen schnell',
  RefreshEpgGuides: 'Holt, was im Fernsehen kommt, und findet darin die Serien der Mediathek',
  RefreshLibraries:
    'Sucht in allen Bereichen nach neuen, geänderten und fehlenden Dateien und liest, was neu ist',
  RefreshLocalMedia:
    'Liest Beschreibungen, Bilder, Untertitel und Angaben, die neben den Medien oder in ihnen liegen',
  RefreshPeriodicMetadata:
    'Fragt die genannten Anbieter nach Filmen, Serien und Musik, jede Nacht nach einigen davon',
  UpgradeMediaAnalysis:
    'Wiederholt Untersuchungen, die eine ältere Version gemacht hat, oder die mit anderen Einstellungen gemacht sind',
};

const texts: SaidTexts['texts'] = {
  'it is empty': 'es ist leer',
  'it has no sound': 'es hat keinen Ton',
  'its sound is empty': 'sein Ton ist leer',
  'it has no moving picture': 'es hat kein bewegtes Bild',
  'it has neither picture nor sound': 'es hat weder Bild noch Ton',
  'it holds nothing that can be read': 'es enthält nichts, das zu lesen wäre',
  'none of its pictures can be decoded': 'keins seiner Bilder lässt sich dekodieren',
  'none of its last pictures can be decoded': 'keins seiner letzten Bilder lässt sich dekodieren',
  'it is encrypted': 'es ist verschlüsselt',
  'it has no end': 'es hat kein Ende',
  'it is a folder, not a file': 'es ist ein Ordner, keine Datei',
  'something has taken its place': 'etwas anderes hat seinen Platz',
  'something else stands in its place': 'etwas anderes steht an seiner Stelle',
  'no such file or directory': 'es gibt dort keine solche Datei',
  'permission denied': 'das Recht dazu fehlt',
  'operation not permitted': 'das ist nicht erlaubt',
  'no space left on device': 'auf dem Laufwerk ist kein Platz',
  'read-only file system': 'das Laufwerk lässt sich nur lesen',
  'input/output error': 'das Laufwerk meldet einen Fehler',
  'not a directory': 'es ist kein Ordner',
  'illegal operation on a directory': 'es ist ein Ordner',
  'invalid data found when processing input': 'die Daten sind nicht die eines Mediums',
  'end of file': 'es endet zu früh',
  'nothing listens there': 'dort lauscht nichts',
};

export const saidTexts: SaidTexts = { phrases, errors, tasks, texts };
