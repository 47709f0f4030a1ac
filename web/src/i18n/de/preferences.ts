import type { PreferenceTexts } from '../preference-texts.ts';

/** Every preference by its id: what it is called, and what it does. */
const preferences: PreferenceTexts['preferences'] = {
  FriendlyName: [
    'Anzeigename',
    'Der Name, unter dem Clients diesen Server zeigen. Ist er leer, zeigen sie den Namen des Computers.',
  ],
  ButlerStartHour: [
    'Aufgaben beginnen um',
    'Die Stunde, nach der Uhr dieses Servers, zu der das Wartungsfenster öffnet.',
  ],
  ButlerEndHour: [
    'Aufgaben enden um',
    'Die Stunde, zu der das Wartungsfenster schließt. Bis zur Anfangsstunde ist es eine Stunde des nächsten Tages; die gleiche Stunde heißt den ganzen Tag.',
  ],
  ButlerHistoryDays: [
    'Tage, für die der Verlauf bleibt',
    'Ältere Läufe werden vergessen, mit ihren Protokollen, Entscheidungen und Berichten. Die letzten Läufe jeder Aufgabe bleiben immer.',
  ],
  ButlerHistoryRuns: [
    'Läufe, die im Verlauf bleiben',
    'Sind es mehr, werden die ältesten vergessen. Die letzten Läufe jeder Aufgabe bleiben immer.',
  ],
  FSEventLibraryUpdatesEnabled: [
    'Mediathek von selbst aktualisieren',
    'Wenige Sekunden nachdem sich in ihren Ordnern etwas geändert hat, zu jeder Tageszeit. Was andere Rechner auf Netzlaufwerken ändern, wird nicht gemeldet: das findet die Suche.',
  ],
  FSEventLibraryPartialScanEnabled: [
    'Bei Änderungen nur teilweise suchen',
    'Ändert sich etwas in den Ordnern der Mediathek, wird nur der geänderte Ordner durchsucht.',
  ],
  watchMusicSections: [
    'Auch Musik von selbst aktualisieren',
    'Linux begrenzt die Zahl der beobachteten Ordner; bei großen Musiksammlungen kann das Schwierigkeiten machen.',
  ],
  ScheduledLibraryUpdatesEnabled: [
    'Mediathek regelmäßig aktualisieren',
    'Durchsucht hin und wieder alle Bereiche, zu jeder Tageszeit: findet, was Netzlaufwerke nicht melden.',
  ],
  ScheduledLibraryUpdateInterval: [
    'Abstand der Aktualisierungen',
    'Wie oft die Mediathek regelmäßig aktualisiert wird.',
  ],
  ButlerBrowseFolders: [
    'Ordner, aus denen Clients Medien wählen dürfen',
    'Wird in der Umgebung als BUTLER_BROWSE_FOLDERS angegeben, getrennt wie in PATH: Über das Netz kommen Bereiche dann nur aus diesen Ordnern. Ist es leer, werden der persönliche Ordner, angeschlossene Laufwerke und die Ordner der Bereiche gezeigt.',
  ],
  ButlerPauseDuringPlayback: [
    'Ruhen, während jemand schaut',
    'Die Arbeit an Medien ruht, solange ein Medienserver meldet, dass jemand schaut oder hört, und geht dann von selbst weiter. Server melden es per Webhook, oder sie werden gefragt, wenn ihre Adresse angegeben ist.',
  ],
  ButlerWebhookSecret: [
    'Geheimnis der Webhooks',
    'Medienserver nennen es in der Adresse ihres Webhooks, um zu melden, wer schaut. Solange es leer ist, werden Webhooks abgelehnt.',
  ],
  ButlerPlexServer: [
    'Adresse von Plex',
    'Der Plex-Server, der gefragt wird, wer schaut, etwa http://192.168.1.5:32400. Ist sie leer, wird er nicht gefragt.',
  ],
  ButlerPlexToken: [
    'Token von Plex',
    'Ein X-Plex-Token des Besitzers. Er geht an die Adresse von Plex und sonst nirgendwohin.',
  ],
  ButlerJellyfinServer: [
    'Adresse von Jellyfin',
    'Der Jellyfin-Server, der gefragt wird, wer schaut, etwa http://192.168.1.5:8096. Ist sie leer, wird er nicht gefragt.',
  ],
  ButlerJellyfinToken: [
    'Token von Jellyfin',
    'Ein API-Schlüssel aus seiner Übersicht. Er geht an die Adresse von Jellyfin und sonst nirgendwohin.',
  ],
  ButlerPauseOnPressure: [
    'Ruhen, während der Computer anderes zu tun hat',
    'Die Arbeit an Medien ruht, solange andere Programme Prozessor, Laufwerke oder Speicher brauchen. Nur unter Linux.',
  ],
  ButlerPauseCpuPercent: [
    'Prozessorlast anderer Programme, in Prozent',
    'Darüber ruht die Arbeit: der Anteil aller Kerne, den andere Programme nutzen. Butlers eigene Arbeit zählt nie.',
  ],
  ButlerPauseIoPercent: [
    'Warten auf Laufwerke, in Prozent der Zeit',
    'Darüber ruht die Arbeit: die Zeit, in der alles auf Laufwerke wartet, die andere Programme beschäftigen.',
  ],
  ButlerPauseMemoryPercent: [
    'Warten auf Speicher, in Prozent der Zeit',
    'Darüber ruht die Arbeit: die Zeit, in der Programme warten, weil der Speicher knapp ist.',
  ],
  ButlerPauseOnBattery: [
    'Ruhen, während der Computer mit Akku läuft',
    'Die Arbeit an Medien ruht, bis der Computer am Netz ist. Nur unter Linux.',
  ],
  ButlerPauseTemperature: [
    'Höchste Temperatur des Prozessors, in °C',
    'Darüber ruht die Arbeit, bis der Prozessor 10 °C kühler ist. 0 setzt keine Grenze. Nur unter Linux.',
  ],
  ButlerWorkers: [
    'Dateien, an denen zugleich gearbeitet wird',
    'Bei 0 wählt Butler nach Kernen und Speicher des Computers.',
  ],
  ButlerWorkerNice: ['Wie weit Medienarbeit anderen Programmen weicht', 'Von 0, gar nicht, bis 19, allem.'],
  ButlerWorkerMemory: [
    'Speicher, den die Arbeit an einer Datei nehmen darf',
    'In Megabyte. Eine Datei, die mehr braucht, scheitert allein. Gilt ab dem nächsten Arbeitsprozess; nur unter Linux.',
  ],
  ButlerNotifyOn: [
    'Wofür Nachrichten verschickt werden',
    'Eines oder mehrere von failure (Fehler), report (Bericht), disk-nearly-full (Laufwerk fast voll), durch Kommas getrennt.',
  ],
  ButlerDiskNearlyFullPercent: [
    'Ab wie viel Prozent ein Laufwerk fast voll ist',
    'Wird je Laufwerk, auf das Butler schreibt, einmal gemeldet, und wieder, nachdem es um 2 % leerer war.',
  ],
  ButlerNotifyWebhook: [
    'Adresse eines Webhooks für Nachrichten',
    'Nachrichten werden als JSON dorthin geschickt. Solange sie leer ist, keine.',
  ],
  ButlerNotifyWebhookSecret: [
    'Geheimnis des Webhooks für Nachrichten',
    'Unterschreibt, was an den Webhook geht, damit er weiß, dass es von hier kommt.',
  ],
  ButlerNotifyNtfy: [
    'Adresse eines ntfy-Themas',
    'Nachrichten gehen an dieses Thema von ntfy.sh oder eines anderen ntfy-Servers. Solange sie leer ist, keine.',
  ],
  ButlerNotifyNtfyToken: ['Zugangs-Token von ntfy', 'Für Themen, in die nicht jeder schreiben darf.'],
  ButlerNotifyGotify: [
    'Adresse eines Gotify-Servers',
    'Nachrichten gehen an diesen Server. Solange sie leer ist, keine.',
  ],
  ButlerNotifyGotifyToken: [
    'Anwendungs-Token von Gotify',
    'Der Anwendung auf dem Gotify-Server, unter der Nachrichten erscheinen.',
  ],
  ButlerNotifyCommand: [
    'Befehl, der bei einer Nachricht läuft',
    'Der Pfad eines Programms, oder ein Programm mit seinen Argumenten als JSON-Liste. Es läuft auf diesem Server, ohne Shell, und liest die Nachricht als JSON von seiner Standardeingabe. Wird beim Start als BUTLER_NOTIFY_COMMAND angegeben: Was Programme startet, wird nicht über das Netz gesetzt.',
  ],
  ButlerWindows: [
    'Wartungsfenster',
    'Beliebig viele Fenster anstelle von Anfangs- und Endstunde, mit Wochentagen, den zugelassenen Gruppen von Aufgaben und ihrer Frist am Ende, etwa Mon-Fri 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min. Ist es leer, gelten die Stunden.',
  ],
  ButlerBlackoutDays: [
    'Tage ohne Wartung',
    'Nächte, in denen nichts von selbst beginnt, nach dem Tag, an dem sie beginnen, etwa 2026-12-24; 2026-12-25..2026-12-27; 12-31. Ein Tag ohne Jahr gilt in jedem Jahr.',
  ],
  ButlerTimeZone: [
    'Zeitzone der Wartungsfenster',
    'Ihr IANA-Name, etwa Europe/Berlin. Ist er leer, gilt die Uhr dieses Servers.',
  ],
  ButlerCutoffMinutes: [
    'Minuten vor dem Ende eines Fensters, in denen nichts mehr beginnt',
    '-1 heißt 15 Minuten, oder ein Viertel eines kürzeren Fensters. Fenster können selbst eine andere Frist nennen.',
  ],
  ButlerAsapOutsideWindow: [
    'Neue Medien auch außerhalb der Wartungsfenster bearbeiten',
    'Was bei neuen Medien laufen soll, beginnt dann eine Minute nach der letzten Datei, zu jeder Tageszeit. Sonst wartet es auf das nächste Fenster.',
  ],
  ButlerTaskAutomaticUpdates: [
    'Aktualisierungen von selbst einspielen',
    'Spielt ein, was die Quelle der Aktualisierungen anbietet, probiert es aus und geht zur Version davor zurück, wo es nicht läuft.',
  ],
  ButlerUpdateTrialSeconds: [
    'Wie lange eine neue Version zum Antworten brauchen darf',
    'In Sekunden. Danach geht Butler zur Version davor zurück.',
  ],
  ButlerTaskBackupDatabase: [
    'Datenbank alle drei Tage sichern',
    'Jede Sicherung wird zur Probe wiederhergestellt und mit der Datenbank verglichen, ehe sie zählt.',
  ],
  ButlerDatabaseBackupPath: [
    'Ordner der Sicherungen',
    'Der Ordner, in dem Sicherungen liegen, am besten auf einem anderen Laufwerk. Leer für einen im Datenordner.',
  ],
  ButlerDatabaseSecondBackupPath: [
    'Zweiter Ordner der Sicherungen',
    'Ein weiterer Ordner, etwa im Netz, in den jede Sicherung kopiert wird. Leer für keinen.',
  ],
  ButlerDatabaseBackupsKept: ['Sicherungen, die bleiben', 'Sind es mehr, werden die ältesten entfernt.'],
  ButlerDatabaseBackupDays: [
    'Tage, für die Sicherungen bleiben',
    'Ältere werden entfernt, aber nie die letzte gute. Bei 0 bleiben sie, wie alt sie auch sind.',
  ],
  ButlerDatabaseBackupMegabytes: [
    'Megabyte, die Sicherungen belegen dürfen',
    'Zu je 1.000.000 Byte. Sind es mehr, werden die ältesten entfernt, aber nie die letzte gute. 0 setzt keine Grenze.',
  ],
  ButlerTaskBuildGracenoteCollections: [
    'Sammlungen von Filmen und Musik bilden',
    'Fasst Filmreihen zusammen, und Musik nach Genre, Jahrzehnt, Stimmung, Tempo und Interpret. Von Hand gemachte bleiben.',
  ],
  ButlerCollectionKinds: [
    'Sammlungen, die gebildet werden',
    'Eines oder mehrere von sets (Reihen), genres, decades (Jahrzehnte), moods (Stimmungen), tempos, artists (Interpreten), durch Kommas getrennt.',
  ],
  ButlerCollectionMinimum: [
    'Mindestgröße einer gebildeten Sammlung',
    'Kleinere werden nicht gebildet. Einer Filmreihe genügen zwei.',
  ],
  ButlerTaskCheckForUpdates: [
    'Täglich nach Aktualisierungen sehen',
    'Fragt die Quelle der Aktualisierungen, wo ButlerUpdateFeed eine nennt. Eingespielt wird nichts.',
  ],
  ButlerUpdateChannel: [
    'Kanal der Aktualisierungen',
    'Ob nur fertige Versionen von Interesse sind, oder auch solche zum Ausprobieren.',
  ],
  ButlerUpdateFeed: [
    'Adresse der Quelle von Aktualisierungen',
    'Die unterschriebene Quelle, die nach Versionen gefragt wird, mit {channel} anstelle von public oder beta. Solange sie leer ist, wird niemand gefragt.',
  ],
  ButlerUpdateDownload: [
    'Gefundene Aktualisierungen laden',
    'Das Paket wird geprüft und in den Ordner „updates“ des Datenordners gelegt. Eingespielt wird nichts.',
  ],
  ButlerUpdateKey: [
    'Öffentlicher Schlüssel der Aktualisierungen',
    'Ed25519 (RFC 8032), 32 Byte in Base64. Wird beim Start als BUTLER_UPDATE_KEY angegeben: Wem zu glauben ist, wird nicht über das Netz gesetzt.',
  ],
  ButlerTaskCleanOldBundles: [
    'Alte Bündel wöchentlich entfernen',
    'Bündel, die zu keiner Datei der Mediathek gehören, werden beiseitegelegt und eine Woche später endgültig entfernt.',
  ],
  ButlerCleanManyBundles: [
    'Alte Bündel auch entfernen, wenn es viele sind',
    'Mehr als 1.000 Bündel auf einmal, oder 10 % von allen, bleiben, bis dies an ist: Vielleicht hat die Mediathek ihre Dateien verloren.',
  ],
  ButlerCleaningDryRun: [
    'Nur sagen, was entfernt würde',
    'Aufgaben, die aufräumen, nennen im Protokoll ihres Laufs, was sie beiseitelegen würden, mit der Größe, und entfernen nichts.',
  ],
  ButlerTaskCleanOldCacheFiles: [
    'Alte Zwischendateien wöchentlich entfernen',
    'Dateien, die sich neu herstellen lassen und lange nicht gebraucht wurden, werden beiseitegelegt und eine Woche später entfernt; von den anderen die am längsten nicht gebrauchten, wo der Zwischenspeicher zu viel belegt.',
  ],
  ButlerCacheDays: [
    'Tage, für die ungenutzte Zwischendateien bleiben',
    'Zwischendateien, die so lange niemand gebraucht hat, werden entfernt.',
  ],
  ButlerCacheMegabytes: [
    'Megabyte, die der Zwischenspeicher belegen darf',
    'Zu je 1.000.000 Byte. Darüber wird entfernt, was am längsten nicht gebraucht wurde. 0 setzt keine Grenze.',
  ],
  ButlerCleanManyCacheFiles: [
    'Alte Zwischendateien auch entfernen, wenn es viele sind',
    'Ist dies aus, warten mehr als 1.000 Zwischendateien auf einmal, oder 10 % von allen, bis ein Mensch nachgesehen hat.',
  ],
  GenerateAdMarkerBehavior: [
    'Werbung in Videos markieren',
    'Wo Aufnahmen aus dem Fernsehen Werbepausen haben, damit Player sie überspringen können.',
  ],
  ButlerEdlBesideMedia: [
    'Markierungen neben die Medien schreiben',
    'Wie Kodi sie sucht: „Film.edl“. Dateien, die Butler nicht geschrieben hat, bleiben unberührt.',
  ],
  GenerateCreditsMarkerBehavior: [
    'Abspann in Videos markieren',
    'Wo der Abspann von Filmen und Folgen beginnt, damit Player zum nächsten weitergehen können.',
  ],
  GenerateIntroMarkerBehavior: [
    'Vorspann in Videos markieren',
    'Wo der Vorspann jeder Folge beginnt und endet, damit Player ihn überspringen können.',
  ],
  ButlerTaskDeepMediaAnalysis: [
    'Medien während der Wartung gründlich untersuchen',
    'Liest jeden Film von Anfang bis Ende: Bitrate im Verlauf, Schlüsselbilder, HDR-Format, Balken und Ton.',
  ],
  ButlerTaskGenerateAutoTags: [
    'Fotos untersuchen und verschlagworten',
    'Sucht auf Fotos, auf diesem Rechner, nach Dingen, Menschen, Farben und Orten, unter denen sie zu finden sind.',
  ],
  ButlerAutoTagConfidence: [
    'Mindestsicherheit der Schlagworte von Fotos',
    'In Prozent. Weniger findet mehr, auch was nicht da ist. Ein anderer Wert verschlagwortet alle Fotos neu.',
  ],
  ButlerTaskGenerateBlurHashes: [
    'Blur-Hashes herstellen',
    'Ein paar Zeichen je Bild, aus denen Clients einen Schleier malen, bis das Bild da ist.',
  ],
  GenerateChapterThumbBehavior: [
    'Kapitelbilder herstellen',
    'Ein Bild für jedes Kapitel eines Videos. Videos ohne Kapitel bekommen welche an Szenenwechseln.',
  ],
  ButlerChapterThumbWidth: [
    'Breite der Kapitelbilder',
    'In Pixeln, eine gerade Zahl. Ein anderer Wert stellt alle Bilder neu her.',
  ],
  ButlerChaptersBesideMedia: [
    'Kapitel neben die Medien schreiben',
    'Die Kapitel, die Butler für Videos ohne welche macht, wie Matroska-Programme sie lesen: „Film.chapters.xml“. Dateien, die Butler nicht geschrieben hat, bleiben unberührt.',
  ],
  ButlerTaskGarbageCollectBlobs: [
    'Bilder und Schlagworte aufräumen',
    'Bilder, die kein Titel hat, und Schlagworte und Personen, die kein Titel nennt, werden beiseitegelegt und eine Woche später entfernt.',
  ],
  ButlerCollectManyBlobs: [
    'Bilder und Schlagworte auch aufräumen, wenn es viele sind',
    'Mehr als 1.000 auf einmal, oder 10 % von allen, bleiben, bis dies an ist: Vielleicht hat die Mediathek ihre Titel verloren.',
  ],
  ButlerTaskGarbageCollectLibraryMedia: [
    'Medien aufräumen, die die Mediathek verlassen haben',
    'Was in der Datenbank von verschwundenen Medien übrig ist, wird beiseitegelegt und eine Woche später vergessen. Welche Dateien verschwunden sind, sagt die Suche.',
  ],
  ButlerCollectMuchLibraryMedia: [
    'Verschwundene Medien auch aufräumen, wenn es viele sind',
    'Mehr als 1.000 auf einmal, oder 10 % einer Art, bleiben, bis dies an ist.',
  ],
  GenerateBIFBehavior: [
    'Vorschaubilder von Videos herstellen',
    'Bilder, die Player zeigen, während jemand in einem Video sucht.',
  ],
  GenerateBIFFrameInterval: [
    'Abstand der Vorschaubilder',
    'Sekunden von einem Bild zum nächsten. Ein anderer Wert stellt alle Bilder neu her.',
  ],
  GenerateBIFKeyframesOnly: [
    'Vorschaubilder nur aus Schlüsselbildern',
    'Um ein Vielfaches schneller; ein Bild kann dann um ein paar Sekunden danebenliegen. Ein anderer Wert stellt alle Bilder neu her.',
  ],
  ButlerThumbnailWidth: [
    'Breite der Vorschaubilder',
    'In Pixeln, eine gerade Zahl; 240 und 320 erwarten die meisten Player. Ein anderer Wert stellt alle Bilder neu her.',
  ],
  ButlerThumbnailQuality: [
    'Grobheit der Vorschaubilder',
    'Quantisierung von MJPEG: 2 ist am feinsten, 31 am kleinsten. Ein anderer Wert stellt alle Bilder neu her.',
  ],
  ButlerIndexFiles: [
    'Vorschaubilder als Indexdateien (BIF)',
    'Für Plex, Emby, Roku und alle, die Butler danach fragen.',
  ],
  ButlerTiles: ['Vorschaubilder als Kacheln', 'In Bögen von 10 mal 10, für Jellyfin.'],
  ButlerThumbnailTracks: [
    'Vorschaubilder als WebVTT-Spuren',
    'In Bögen von 10 mal 10 mit einer Spur, die zu ihnen führt, für Player im Browser.',
  ],
  ButlerIndexFilesBesideMedia: [
    'Indexdateien neben die Medien kopieren',
    'Wie Emby sie sucht: „Film-320-10.bif“. Dateien, die Butler nicht geschrieben hat, bleiben unberührt.',
  ],
  ButlerTilesBesideMedia: [
    'Kacheln neben die Medien kopieren',
    'Wie Jellyfin sie sucht: „Film.trickplay“. Ordner, die Butler nicht geschrieben hat, bleiben unberührt.',
  ],
  ButlerPlexMediaFolder: [
    'Indexdateien in einen Ordner nach Art von Plex kopieren',
    'Der Ordner, in dem „Media/localhost“ liegt; leer für keinen. Dateien, die Butler nicht geschrieben hat, bleiben unberührt.',
  ],
  GenerateVADBehavior: [
    'Sprache erkennen',
    'Wann in Filmen und Folgen jemand spricht, und ob die Untertitel daneben dazu passen.',
  ],
  LoudnessAnalysisBehavior: [
    'Lautheit von Tonspuren messen',
    'Wie laut Filme und Musik sind, damit Player alles gleich laut abspielen können.',
  ],
  ButlerLoudnessTruePeak: [
    'Wahre Spitzen messen',
    'Auch Spitzen zwischen den Abtastwerten, mit mehrfachem Aufwand. Ein anderer Wert misst alles neu.',
  ],
  MusicAnalysisBehavior: [
    'Klangliche Merkmale von Musik messen',
    'Tempo, Tonart und Charakter von Musik, Stille an ihren Enden, und Aufnahmen, die zweimal da sind.',
  ],
  ButlerTaskOptimizeDatabase: [
    'Datenbank wöchentlich optimieren',
    'Gibt ungenutzten Platz an das Laufwerk zurück und bringt auf den neuesten Stand, wonach Abfragen geplant werden.',
  ],
  ButlerTaskRefreshEpgGuides: [
    'Programmführer aktualisieren',
    'Liest die XMLTV-Führer ein, die ButlerGuideSources nennt, für zwei Wochen im Voraus.',
  ],
  ButlerGuideSources: [
    'Programmführer',
    'Volle Pfade oder Adressen von XMLTV-Dateien, auch mit gzip gepackt, durch Semikolons getrennt. Haben mehrere einen Sender, zählt der erste, und die anderen füllen seine Lücken.',
  ],
  ButlerTaskRefreshLibraries: [
    'Alle Mediatheken während der Wartung aktualisieren',
    'Sucht in allen Bereichen nach neuen, geänderten und fehlenden Dateien und liest, was neu ist.',
  ],
  ButlerMissingFilesGraceDays: [
    'Tage, für die fehlende Dateien in Erinnerung bleiben',
    'Eine Datei, die zurückkommt oder anderswo auftaucht, behält alles, was von ihr bekannt ist. Vergessen wird sie, wenn zwei Suchen sie nicht fanden und diese Zeit vorbei ist.',
  ],
  ButlerForgetManyMissingFiles: [
    'Fehlende Dateien auch vergessen, wenn es viele sind',
    'Mehr als 1.000 fehlende Dateien, oder 10 % eines Bereichs, bleiben in Erinnerung, bis dies an ist: Vielleicht liegen sie auf einem Laufwerk, das nicht angeschlossen ist. Bis zu fünf werden jedenfalls vergessen, wenn noch andere übrig sind.',
  ],
  ButlerTaskRefreshLocalMedia: [
    'Daten neben den Medien alle drei Tage einlesen',
    'Übernimmt Beschreibungen, Bilder, Untertitel und Liedtexte, die neben den Medien liegen, wo sie sich geändert haben.',
  ],
  ButlerTaskRefreshPeriodicMetadata: [
    'Metadaten regelmäßig aktualisieren',
    'Fragt die Anbieter, die ButlerMetadataProviders nennt, nach dem, was hier ist: Neues oft, Altes selten.',
  ],
  ButlerMetadataProviders: [
    'Anbieter von Metadaten',
    'Wer nach Filmen, Serien und Musik gefragt werden darf, durch Kommas getrennt, wer zuerst gefragt wird vorn: tmdb, tvmaze, musicbrainz. Sie erfahren, welche Titel hier sind. Solange es leer ist, wird niemand gefragt.',
  ],
  ButlerTmdbKey: [
    'Schlüssel von TMDB',
    'Ein API-Schlüssel oder Lesezugangs-Token aus deinem eigenen Konto bei themoviedb.org.',
  ],
  ButlerMetadataContact: [
    'An wen sich MusicBrainz wenden kann',
    'Eine E-Mail-Adresse oder Seite von dir. MusicBrainz verlangt, dass Programme sagen, wer sie nutzt; solange es leer ist, wird dort nicht gefragt.',
  ],
  ButlerMetadataLanguage: [
    'Sprache der Metadaten',
    'In der nach Beschreibungen und Postern gefragt wird, wo ein Anbieter mehrere hat: en-US, de-DE, pt-BR.',
  ],
  ButlerMetadataItemsPerNight: [
    'Titel, nach denen Anbieter in einer Nacht gefragt werden',
    'Filme, Serien, Interpreten und Alben in einem Lauf; Staffeln und Folgen kommen mit ihrer Serie.',
  ],
  ButlerTaskUpgradeMediaAnalysis: [
    'Untersuchungen während der Wartung erneuern',
    'Misst neu, was eine ältere Version von Butler gemessen hat, oder was mit anderen Einstellungen gemessen wurde.',
  ],
};

/** By their labels in English. */
const choices: PreferenceTexts['choices'] = {
  never: 'nie',
  'as a scheduled task': 'als geplante Aufgabe',
  'as a scheduled task and when media is added': 'als geplante Aufgabe und bei neuen Medien',
  'every 15 minutes': 'alle 15 Minuten',
  'every 30 minutes': 'alle 30 Minuten',
  hourly: 'stündlich',
  'every 2 hours': 'alle 2 Stunden',
  'every 6 hours': 'alle 6 Stunden',
  'every 12 hours': 'alle 12 Stunden',
  daily: 'täglich',
  Public: 'Fertige Versionen',
  Beta: 'Beta',
};

export const preferenceTexts: PreferenceTexts = { preferences, choices };
