import type { Product } from '../domain/coverage.ts';
import { fileKinds } from '../domain/library.ts';

const [video, audio, image] = (['video', 'audio', 'image'] as const).map(kind => fileKinds.indexOf(kind));

function hasStream(kind: string): string {
  return `exists (select 1 from stream where stream.part_id = part.id and stream.kind = '${kind}')`;
}

/** When something can be made of a part: the condition in SQL on `part` and its `file`, as `selectReadable` has it. */
const conditions: readonly (readonly [Product['of'], string])[] = [
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

const streamBits = { video: 1, audio: 2, image: 4 } as const;

/** What can be made of a part, in SQL: a number for {@link parseAbilities}, by one look at its streams. */
export const partAbilities = `case when ${partState} = 'read' and part.media_id is not null
  then file.kind * 16 + (coalesce(part.duration_ms, 0) > 0) * 8 + coalesce((
    select sum(distinct case stream.kind
      ${Object.entries(streamBits)
        .map(([kind, bit]) => `when '${kind}' then ${bit}`)
        .join(' ')} else 0 end)
    from stream where stream.part_id = part.id), 0)
  else 0 end`;

export function parseAbilities(able: number): readonly Product['of'][] {
  const kind = able >> 4;
  const has = (stream: keyof typeof streamBits) => (able & streamBits[stream]) > 0;
  const isFilm = kind === video;
  const isSound = isFilm || kind === audio;
  const abilities: readonly (readonly [Product['of'], boolean])[] = [
    ['video', isFilm && has('video')],
    ['audio', isSound && has('audio')],
    ['image', kind === image && has('image')],
    ['cover', isSound && has('image')],
    ['film', isFilm && has('video') && (able & 8) > 0],
  ];
  return abilities.flatMap(([name, isAble]) => (isAble ? name : []));
}

/** The condition in SQL under which this can be made of a part. */
export function isAble(of: Product['of']): string {
  const condition = conditions.find(([name]) => name === of)?.[1] ?? 'false';
  return `(${partState} = 'read' and part.media_id is not null and ${condition})`;
}
