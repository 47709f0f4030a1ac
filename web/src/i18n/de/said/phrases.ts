import type { SaidTexts } from '../../said-texts.ts';

export const phrases: SaidTexts['phrases'] = {
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
    'Vorschaubilder für {done|Video|Videos} mit zusammen {bytes:bytes} erzeugt[; {failed|Video|Videos} fehlgeschlagen].',
  'chapters-fresh': 'Jedes Kapitel hat sein Bild.',
  'chapters-made':
    'Kapitelbilder von {done|Video|Videos} mit zusammen {bytes:bytes} erzeugt[; {failed|Video|Videos} fehlgeschlagen].',
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
