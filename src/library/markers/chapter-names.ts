import type { MarkerKind } from '../../domain/analysis.ts';
import type { ChapterFacts } from '../../domain/media.ts';

/**
 * What people call the chapter of an intro or of the credits, in the languages of releases and of tools that write
 * chapters. A number may follow. What tells of something else as well (`Opening Night`) is no such name.
 */
const names: Readonly<Record<Exclude<MarkerKind, 'commercial'>, readonly string[]>> = {
  intro: [
    ...[
      'intro',
      'introduction',
      'opening',
      'opening credits',
      'opening theme',
      'opening titles',
      'op',
      'ncop',
    ],
    ...['main title', 'main titles', 'title sequence', 'titles', 'theme', 'theme song', 'intro start'],
    ...['vorspann', 'titelsequenz', 'titelmelodie', 'anfang', 'introtune'],
    ...['générique', 'générique de début', 'générique d’ouverture', "générique d'ouverture"],
    ...['sigla', 'sigla iniziale', 'titoli di testa', 'introduzione', 'apertura'],
    ...['cabecera', 'entradilla', 'introducción', 'apertura', 'créditos iniciales', 'abertura', 'introdução'],
    ...['begintune', 'leader', 'vignet', 'vinjett', 'vignett', 'tunnari', 'alkutunnus', 'alkutekstit'],
    ...['czołówka', 'úvod', 'úvodní titulky', 'znělka', 'főcím', 'jenerik', 'açılış'],
    ...['заставка', 'опенинг', 'вступление', 'начальные титры', 'オープニング', '片头', '片頭', '오프닝'],
  ],
  credits: [
    ...[
      'credits',
      'end credits',
      'ending credits',
      'closing credits',
      'credit roll',
      'end titles',
      'end title',
    ],
    ...['ending', 'ending theme', 'closing', 'closing theme', 'outro', 'ed', 'nced', 'fin', 'the end'],
    ...['abspann', 'nachspann', 'générique de fin', 'crédits', 'crédits de fin'],
    ...[
      'titoli di coda',
      'sigla finale',
      'sigla di chiusura',
      'créditos',
      'créditos finales',
      'créditos finais',
    ],
    ...['aftiteling', 'eindcredits', 'eftertexter', 'rulletekster', 'rulletekst', 'lopputekstit'],
    ...['napisy końcowe', 'tyłówka', 'závěrečné titulky', 'titulky', 'stáblista', 'kapanış'],
    ...['титры', 'финальные титры', 'эндинг', 'エンディング', '片尾', '엔딩'],
  ],
};

const patterns = {
  intro: new Set(names.intro.map(normalise)),
  credits: new Set(names.credits.map(normalise)),
};

/** Shorter than this is a mark, longer than that is more than an intro, in ms. */
const introLengthMs = [3000, 240_000] as const;
/** Credits take no larger part of a film. */
const mostOfFilm = 0.25;

/** The chapter that is called an intro, in the first half of a film. */
export function findIntroChapter(
  chapters: readonly ChapterFacts[],
  durationMs: number | undefined,
): ChapterFacts | undefined {
  const [least, most] = introLengthMs;
  return chapters.find(
    ({ startMs, endMs, title }) =>
      isCalled(title, 'intro') &&
      endMs - startMs >= least &&
      endMs - startMs <= most &&
      (durationMs === undefined || endMs <= durationMs / 2),
  );
}

/** The chapters that are called credits, in the second half of a film. */
export function findCreditsChapters(
  chapters: readonly ChapterFacts[],
  durationMs: number | undefined,
): readonly ChapterFacts[] {
  if (durationMs === undefined) return [];
  return chapters.filter(
    ({ startMs, endMs, title }) =>
      isCalled(title, 'credits') &&
      startMs >= durationMs / 2 &&
      endMs > startMs &&
      endMs - startMs <= Math.max(120_000, durationMs * mostOfFilm),
  );
}

function isCalled(title: string | undefined, kind: keyof typeof patterns): boolean {
  return title !== undefined && patterns[kind].has(normalise(title));
}

/** Without case, accents, punctuation and a number at the end. */
function normalise(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\p{P}\p{S}]+/gu, ' ')
    .replace(/\s*\d+\s*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
