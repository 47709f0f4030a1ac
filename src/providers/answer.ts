import { z } from 'zod';
import { oneLine } from '../domain/one-line.ts';

/**
 * Pieces of what strangers answer. What an item cannot do without is required; of the rest, what is not of its form is
 * left out, so that one odd value does not cost all others.
 */

const mostText = 10_000;

/** A name or title on one line; undefined where it is empty or something else. */
export const line = z
  .string()
  .transform(text => oneLine(text.trim(), 300) || undefined)
  .nullish()
  .transform(text => text ?? undefined)
  .catch(undefined);

/** A name or title that there must be. */
export const name = z
  .string()
  .transform(text => oneLine(text.trim(), 300))
  .pipe(z.string().min(1));

/** A text of several lines. */
export const text = z
  .string()
  .transform(text => tidy(text) || undefined)
  .nullish()
  .transform(text => text ?? undefined)
  .catch(undefined);

export const number = z
  .number()
  .nullish()
  .transform(value => value ?? undefined)
  .catch(undefined);

/** ISO date that there is. */
export const date = z.iso
  .date()
  .nullish()
  .transform(value => value ?? undefined)
  .catch(undefined);

/** A mark out of 10, to one decimal place; undefined where nobody gave one. */
export const mark = z
  .number()
  .min(0)
  .max(10)
  .transform(value => Math.round(value * 10) / 10 || undefined)
  .nullish()
  .transform(value => value ?? undefined)
  .catch(undefined);

/** At most so many entries, without those that are not of the form. */
export function entries<T>(form: z.ZodType<T>, most: number) {
  return z.array(z.unknown()).transform(all => {
    const fitting: T[] = [];
    for (const entry of all) {
      if (fitting.length === most) break;
      const parsed = form.safeParse(entry);
      if (parsed.success) fitting.push(parsed.data);
    }
    return fitting;
  });
}

/** As {@link entries}; empty where there are none. */
export function list<T>(form: z.ZodType<T>, most: number) {
  return entries(form, most)
    .nullish()
    .transform(fitting => fitting ?? [])
    .catch([]);
}

/** Something that may be missing, or of another form. */
export function perhaps<T>(form: z.ZodType<T>) {
  return form
    .nullish()
    .transform(value => value ?? undefined)
    .catch(undefined);
}

export function yearOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4));
}

/** Without the names whose value is undefined. */
export function known<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** Line breaks stay, other control characters go. */
function tidy(text: string): string {
  const lines = text
    .slice(0, mostText)
    .split(/\r?\n/)
    .map(each => oneLine(each.replaceAll('\t', ' ')));
  return lines.join('\n').trim();
}
