// Made when it is needed: the tables behind it take 6 MB.
let names: Intl.DisplayNames | undefined;

/** What a language code of a file or a name says, in the three ways in which Plex tells it. */
export interface Language {
  /** In English. */
  readonly name: string;
  /** As it was given, such as ISO 639-2's `ger`. */
  readonly code: string;
  /** BCP 47: `de`, `pt-BR`. */
  readonly tag: string;
}

const known = new Map<string, Language | undefined>();

/** Undefined where nothing is said, and for what is no language: `und`, `zxx`. */
export function findLanguage(code: string | undefined): Language | undefined {
  if (code === undefined) return undefined;
  if (!known.has(code)) known.set(code, readLanguage(code));
  return known.get(code);
}

function readLanguage(code: string): Language | undefined {
  try {
    const [tag = ''] = Intl.getCanonicalLocales(code.replaceAll('_', '-'));
    names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    const name = tag === 'und' || tag === 'zxx' ? undefined : names.of(tag);
    return name === undefined ? undefined : { name, code, tag };
  } catch {
    // Whoever made the file wrote something else there.
    return undefined;
  }
}
