/** A text with `{names}` for values, or one for each plural form of `{count}` (Intl.PluralRules). */
export type Message = string | Plural;
type Plural = { readonly other: string } & { readonly [Form in Intl.LDMLPluralRule]?: string };

/** The names that a message has places for. */
export type ParametersOf<M extends Message> = M extends string
  ? NamesIn<M>
  : M extends { readonly other: infer Text extends string }
    ? NamesIn<Text> | 'count'
    : never;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** The message with its values filled in: numbers as the language writes them. */
export function fill(
  message: Message,
  values: Readonly<Record<string, string | number>>,
  language: string,
): string {
  const text = typeof message === 'string' ? message : choose(message, Number(values['count']), language);
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numbers(language).format(value) : (value ?? place);
  });
}

function choose(plural: Plural, count: number, language: string): string {
  return plural[pluralRules(language).select(count)] ?? plural.other;
}

const numbers = kept(language => new Intl.NumberFormat(language));
export const pluralRules = kept(language => new Intl.PluralRules(language));

/** To make one of these takes longer than to use it a thousand times. */
function kept<Made>(make: (language: string) => Made): (language: string) => Made {
  const made = new Map<string, Made>();
  return language => {
    const found = made.get(language) ?? make(language);
    made.set(language, found);
    return found;
  };
}
