import type { Tag, TagKind } from '../../../domain/metadata.ts';
import type { Element } from './element.ts';
import { toLine, type Values } from './values.ts';

/** More than the longest cast; what comes behind is left out. */
const mostTags = 1_000;

/** Elements whose text is a tag. */
const simple: readonly (readonly [element: string, kind: TagKind])[] = [
  ['genre', 'genre'],
  ['director', 'director'],
  ['credits', 'writer'],
  ['writer', 'writer'],
  ['producer', 'producer'],
  ['composer', 'composer'],
  ['country', 'country'],
  ['style', 'style'],
  ['mood', 'mood'],
  ['tag', 'label'],
];
/** Those that some programs write into one element, with slashes between them. */
const joined: ReadonlySet<TagKind> = new Set(['genre', 'country', 'writer', 'director']);

/** What Jellyfin and Emby call people who are no actors, in `actor/type`. */
const crew: Readonly<Record<string, TagKind>> = {
  director: 'director',
  writer: 'writer',
  producer: 'producer',
  composer: 'composer',
};

/** Takes people, genres and the like out of a description, each once, in its order. */
export function findTags(values: Values): readonly Tag[] {
  const tags = [
    ...simple.flatMap(([element, kind]) => values.all(element).flatMap(({ text }) => toTags(kind, text))),
    ...values.all('set').flatMap(toCollection),
    ...inOrder(values.all('actor')).flatMap(toPerson),
  ];
  const distinct = new Map(tags.map(tag => [`${tag.kind} ${tag.name} ${tag.role ?? ''}`.toLowerCase(), tag]));
  return [...distinct.values()].slice(0, mostTags);
}

function toTags(kind: TagKind, text: string): Tag[] {
  const names = joined.has(kind) ? text.split(/ ?[/|] ?/) : [text];
  return names.flatMap(name => {
    const line = toLine(name);
    return line === undefined ? [] : [{ kind, name: line }];
  });
}

/** `<set>Name</set>` of old, or `<set><name>Name</name>…</set>`. */
function toCollection({ text, children }: Element): Tag[] {
  const name = toLine(children.find(child => child.name === 'name')?.text || text);
  return name === undefined ? [] : [{ kind: 'collection', name }];
}

function toPerson({ text, children }: Element): Tag[] {
  const line = (name: string) => toLine(children.find(child => child.name === name)?.text ?? '');
  const name = children.length === 0 ? toLine(text) : line('name');
  if (name === undefined) return [];
  const kind = crew[line('type')?.toLowerCase() ?? ''];
  if (kind !== undefined) return [{ kind, name }];
  const role = line('role');
  return [{ kind: 'actor', name, ...(role !== undefined && { role }) }];
}

/** By `order`, where there is one; files of several programs are not in it. */
function inOrder(actors: readonly Element[]): readonly Element[] {
  const orderOf = ({ children }: Element) => {
    const order = children.find(child => child.name === 'order' || child.name === 'sortorder')?.text ?? '';
    return /^[0-9]{1,6}$/.test(order) ? Number(order) : Number.MAX_SAFE_INTEGER;
  };
  return actors.toSorted((a, b) => orderOf(a) - orderOf(b));
}
