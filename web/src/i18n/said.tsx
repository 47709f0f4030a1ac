import { type Api, type ButlerError, ConnectionError, TimeoutError } from '../../../sdk/src/index.ts';
import { formatBytes, formatNumber } from './format.ts';
import { language, locale, saidTexts, t } from './i18n.ts';
import { pluralRules } from './message.ts';
import { fillPhrase, type Writing } from './phrase.ts';

/** A sentence of the server, with what programs can read in it. */
export interface Sentence {
  readonly text: string;
  readonly said?: readonly Api.Said[] | undefined;
}

/** In the language that is shown; undefined where it has no words for all of it, or is that of the server. */
export function translate(said: Sentence['said']): string | undefined {
  const found = saidTexts.value;
  if (!found || !said) return undefined;
  const writing: Writing = {
    number: value => formatNumber(value),
    bytes: formatBytes,
    plural: count => pluralRules(locale.value).select(count),
    text: value => found.texts[value] ?? value,
  };
  const told = said.map(({ code, values }) => {
    const phrase = found.phrases[code] ?? found.errors[code]?.join(' ');
    return phrase === undefined ? undefined : fillPhrase(phrase, values, writing);
  });
  return told.includes(undefined) ? undefined : told.join(' ');
}

/** In the language that is shown, else in that of the server. */
export function tellSaid({ text, said }: Sentence): string {
  return translate(said) ?? text;
}

/** The same as an element, which says the language that it is in. */
export function Said({ text, said }: Sentence) {
  const told = translate(said);
  const isForeign = told === undefined && language.value !== 'en';
  return <bdi lang={isForeign ? 'en' : undefined}>{told ?? text}</bdi>;
}

/** What went wrong, and what to do about it. */
export function tellError(error: ButlerError): string {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return t('connection.unanswered');
  const { message, remedy, problem } = error;
  const said = problem?.values && [{ code: problem.code, values: problem.values }];
  return translate(said) ?? [message, remedy].filter(Boolean).join(' ');
}
