// Made when it is needed: the tables behind it take 6 MB.
let english: Intl.DisplayNames | undefined;

/** Codes that say that a language is unknown, or none. */
const noLanguage = new Set(['und', 'mis', 'zxx', 'mul', 'root']);

/** What people write instead of a code or a name. */
const nicknames: Readonly<Record<string, string>> = {
  castellano: 'es',
  latino: 'es-419',
  brazilian: 'pt-BR',
  pob: 'pt-BR',
  pb: 'pt-BR',
  ptb: 'pt-BR',
  flemish: 'nl-BE',
  farsi: 'fa',
  mandarin: 'zh',
  cantonese: 'yue',
  chs: 'zh-Hans',
  cht: 'zh-Hant',
  jp: 'ja',
  gr: 'el',
};

/**
 * The language that a piece of a file's name stands for, as BCP 47: a code of ISO 639-1 or 639-2 (`de`, `ger`, `deu`), a
 * tag (`pt-BR`, `pt_br`, `zh-Hant`), or a name in English or in the language itself (`German`, `Deutsch`).
 */
export function findLanguage(text: string): string | undefined {
  const lower = text.toLowerCase().replaceAll('_', '-');
  return nicknames[lower] ?? findTag(lower) ?? languageNames().get(lower);
}

const tag = /^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?$/;

function findTag(text: string): string | undefined {
  if (!tag.test(text)) return undefined;
  const [canonical] = Intl.getCanonicalLocales(text);
  const [language = ''] = canonical?.split('-') ?? [];
  return noLanguage.has(language) || inEnglish(language) === undefined ? undefined : canonical;
}

let names: ReadonlyMap<string, string> | undefined;

/** Every language of ISO 639-1 by its names in lower case. */
function languageNames(): ReadonlyMap<string, string> {
  names ??= new Map(twoLetterCodes().flatMap(code => namesOf(code).map(name => [name, code] as const)));
  return names;
}

function twoLetterCodes(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = letters.flatMap(first => letters.map(second => first + second));
  return codes.filter(code => Intl.getCanonicalLocales(code)[0] === code && inEnglish(code) !== undefined);
}

function namesOf(code: string): string[] {
  const own = new Intl.DisplayNames([code], { type: 'language', fallback: 'none' }).of(code);
  return [inEnglish(code), own].flatMap(name => (name === undefined ? [] : [name.toLowerCase()]));
}

function inEnglish(code: string): string | undefined {
  english ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return english.of(code);
}
