import type { Product } from '../domain/coverage.ts';
import { fileKinds } from '../domain/library.ts';

const [video, audio, image] = (['video', 'audio', 'image'] as const).map(kind => fileKinds.indexOf(kind));

function hasStream(kind: string): string {
  return `exists (select 1 from stream where stream.part_id = part.id and stream.kind = '${kind}')`;
}

/** What can be made of a part, and the condition in SQL on `part` and its `file`; as `selectReadable` has it. */
const abilities: readonly (readonly [Product['of'], string])[] = [
  ['video', `file.kind = ${video} and ${hasStream('video')}`],
  ['audio', `file.kind in (${video}, ${audio}) and ${hasStream('audio')}`],
  ['image', `file.kind = ${image} and ${hasStream('image')}`],
  ['cover', `file.kind in (${video}, ${audio}) and ${hasStream('image')}`],
  ['film', `file.kind = ${video} and part.duration_ms > 0 and ${hasStream('video')}`],
];

/** How a part stands, in SQL: a `PartState`, of `part`, `file` and `root`. */
export const partState = `case
  when file.missing_at is not null then 'missing'
  when root.offline_because is not null then 'offline'
  when part.facts_version is null then 'unread'
  when part.facts_error is not null then 'unreadable'
  else 'read' end`;

/** What can be made of a part, in SQL: a number for {@link parseAbilities}. */
export const partAbilities = `case when ${partState} = 'read' and part.media_id is not null
  then coalesce(${abilities.map(([, condition], bit) => `${1 << bit} * (${condition})`).join(' + ')}, 0) else 0 end`;

export function parseAbilities(bits: number): readonly Product['of'][] {
  return abilities.flatMap(([name], bit) => ((bits >> bit) & 1 ? name : []));
}

/** The condition in SQL under which this can be made of a part. */
export function isAble(of: Product['of']): string {
  const condition = abilities.find(([name]) => name === of)?.[1] ?? 'false';
  return `(${partState} = 'read' and part.media_id is not null and ${condition})`;
}
