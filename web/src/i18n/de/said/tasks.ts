import type { SaidTexts } from '../../said-texts.ts';

export const tasks: SaidTexts['tasks'] = {
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
