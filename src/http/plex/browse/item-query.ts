import {
  type Comparison,
  type Condition,
  type FilterField,
  fileFields,
  type ItemQuery,
  type ItemSort,
  type Level,
  type Operator,
  plainFields,
  type SortField,
  sortFields,
  tagFields,
} from '../../../domain/catalogue.ts';
import type { ItemType } from '../../../domain/library.ts';
import { parseDate } from './date-value.ts';
import { typesAbove } from './item-types.ts';

type Asked = Pick<ItemQuery, 'where' | 'sort'>;

/**
 * Reads filters and order from a query, as Plex writes them: `year>>=1990&genre=1,2&sort=year:desc,titleSort`. Values
 * with a comma between them are alternatives, a field given again is a further condition, and `push`, `or`, `and`
 * and `pop` put conditions into brackets. What is neither is left alone: clients send much else.
 *
 * @param type what is listed; a field may name it or a type above it, as in `show.title`
 * @param now milliseconds since 1970 UTC, from which dates such as `-30d` count
 */
export function parseItemQuery(query: URLSearchParams, type: ItemType, now: number): Asked {
  const brackets = [new Bracket()];
  for (const [name, value] of query) {
    const bracket = brackets.at(-1) as Bracket;
    if (name === 'push') brackets.push(new Bracket());
    else if (name === 'or') bracket.startAlternative();
    else if (name === 'pop') {
      if (brackets.length === 1) continue;
      brackets.pop();
      brackets.at(-1)?.add(bracket.condition);
    } else {
      const condition = parseCondition(name, value, type, now);
      if (condition) bracket.add(condition);
    }
  }
  // Those that were never closed end with the query.
  for (let open = brackets.pop(); open; open = brackets.pop()) {
    const outer = brackets.at(-1);
    if (!outer) return { where: open.condition, sort: parseSort(query.get('sort') ?? '', type) };
    outer.add(open.condition);
  }
  return { sort: [] };
}

/** Conditions with `or` between them, each of them several with `and`. */
class Bracket {
  readonly #alternatives: Condition[][] = [[]];

  add(condition: Condition): void {
    this.#alternatives.at(-1)?.push(condition);
  }

  startAlternative(): void {
    this.#alternatives.push([]);
  }

  get condition(): Condition {
    const [only = [], ...others] = this.#alternatives;
    return others.length === 0 ? { all: only } : { any: this.#alternatives.map(all => ({ all })) };
  }
}

const always: Condition = { all: [] };
const never: Condition = { any: [] };

/** Butler knows nobody who watches: all is unwatched, nothing is begun, and there is no bin. */
const unwatched: Readonly<Record<string, (wanted: boolean) => Condition>> = {
  unwatched: wanted => (wanted ? always : never),
  inProgress: wanted => (wanted ? never : always),
  trash: wanted => (wanted ? never : always),
};

function parseCondition(name: string, value: string, type: ItemType, now: number): Condition | undefined {
  const [, prefix, field = '', sign = ''] = /^(?:([a-z]+)\.)?([A-Za-z]+)(|!|=|!=|<<?|>>?)$/.exec(name) ?? [];
  const level = levelOf(prefix, type);
  if (level === undefined) return undefined;
  if (Object.hasOwn(unwatched, field)) return unwatched[field]?.(isSo(value) === (sign === ''));
  if (!isFilterField(field)) return undefined;
  const operator = operatorOf(field, sign);
  const values = (texts.has(field) ? [value] : value.split(',')).filter(text => text !== '');
  // An empty value is that of a form that was not filled in.
  if (operator === undefined || values.length === 0) return undefined;
  const comparison = { level, field, operator };
  if (!dates.has(field)) return { ...comparison, values };
  const read = values.flatMap(text => parseDate(text, field === 'originallyAvailableAt', now) ?? []);
  return { ...comparison, values: read } satisfies Comparison;
}

/** Undefined for a type that is neither the one listed nor above it. */
function levelOf(prefix: string | undefined, type: ItemType): Level | undefined {
  if (prefix === undefined || prefix === type) return 'item';
  const above: readonly string[] = typesAbove(type);
  return (['parent', 'grandparent'] as const)[above.indexOf(prefix)];
}

const texts: ReadonlySet<string> = new Set(['title', 'studio'] satisfies FilterField[]);
const dates: ReadonlySet<string> = new Set([
  'addedAt',
  'updatedAt',
  'originallyAvailableAt',
] satisfies FilterField[]);

/** Texts have operators of their own: a plain one looks for a part of the text. */
function operatorOf(field: FilterField, sign: string): Operator | undefined {
  const operators: Readonly<Record<string, Operator>> = texts.has(field)
    ? { '': 'has', '!': 'hasNot', '=': 'is', '!=': 'isNot', '<': 'begins', '>': 'ends' }
    : { '': 'is', '!': 'isNot', '>>': 'above', '<<': 'below', '>': 'above', '<': 'below' };
  return Object.hasOwn(operators, sign) ? operators[sign] : undefined;
}

const filterFields: ReadonlySet<string> = new Set([...plainFields, ...fileFields, ...tagFields, 'guid']);

function isFilterField(field: string): field is FilterField {
  return filterFields.has(field);
}

/** `year:desc,titleSort`. Orders that Butler has no values for, such as by when something was watched, change nothing. */
function parseSort(text: string, type: ItemType): ItemSort[] {
  const sorts = text.split(',').flatMap(part => {
    const [, prefix, name = '', direction] =
      /^(?:([a-z]+)\.)?([A-Za-z]+)(?::(\w+))?$/.exec(part.trim()) ?? [];
    const field = name === 'title' ? 'titleSort' : name;
    if (!isSortField(field)) return [];
    return [{ level: levelOf(prefix, type) ?? ('item' as const), field, descending: direction === 'desc' }];
  });
  return sorts.length > 0 ? sorts : [{ level: 'item', field: 'titleSort', descending: false }];
}

function isSortField(field: string): field is SortField {
  return (sortFields as readonly string[]).includes(field);
}

function isSo(value: string): boolean {
  return value !== '0' && value !== 'false';
}
