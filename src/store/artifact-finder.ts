import { type Kysely, type RawBuilder, sql } from 'kysely';
import type {
  ArtifactFinder,
  ArtifactSearch,
  ArtifactState,
  RecordedArtifact,
  WantedArtifacts,
} from '../domain/artifact-finder.ts';
import { type ArtifactKind, artifactKinds } from '../domain/library.ts';
import type { TaskName } from '../domain/task.ts';
import { type PlaceRow, placeColumns, toPlace } from './part-place.ts';
import type { Schema } from './schema.ts';

/** Ids of parts that one query looks at: few enough for whoever reads beside it not to notice. */
const partsAtOnce = 50_000;

const isMissing = sql`exists (select 1 from part
  join file on file.folder_id = part.folder_id and file.name = part.name
  where part.id = artifact.part_id and file.missing_at is not null)`;
/** There are few: they are looked up from the files that are missing. */
const isOfMissing = sql`part_id in (select part.id from file
  join part on part.folder_id = file.folder_id and part.name = file.name where file.missing_at is not null)`;

/** Give it a connection for reading, for which no writer waits. */
export class SqliteArtifactFinder implements ArtifactFinder {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async list(...[search, wanted, { limit, after }]: Parameters<ArtifactFinder['list']>) {
    const kinds = (search.kind === undefined ? artifactKinds : [search.kind]).toSorted();
    const { rows } = await sql<{ last: number }>`
      select coalesce(max(part_id), 0) as last from artifact`.execute(this.#db);
    const found: RecordedArtifact[] = [];
    const [{ last = 0 } = {}] = rows;
    for (let from = after?.partId ?? 0; from <= last && found.length < limit; from += partsAtOnce) {
      // Each kind is a stretch of the index `artifact_by_kind`, in the order of parts; SQLite merges them as it goes.
      const stretches = kinds.map(kind => {
        const isBeyond =
          after && from === after.partId && kind <= after.kind
            ? sql`part_id > ${from}`
            : sql`part_id >= ${from}`;
        return sql`select part_id, kind, ${stateOf(kind, wanted)} as state from artifact
          where kind = ${kind} and ${isBeyond} and part_id < ${from + partsAtOnce}
            and ${matching(kind, search, wanted)}`;
      });
      found.push(
        ...(await this.#read(sql`${sql.join(stretches, sql` union all `)}
          order by part_id, kind limit ${limit - found.length}`)),
      );
    }
    return found;
  }

  async find(...[{ partId, kind }, wanted]: Parameters<ArtifactFinder['find']>) {
    const [found] = await this.#read(sql`select part_id, kind, ${stateOf(kind, wanted)} as state from artifact
      where part_id = ${partId} and kind = ${kind}`);
    return found;
  }

  async findRun(tasks: readonly TaskName[], at: number): Promise<number | undefined> {
    const found = await this.#db
      .selectFrom('run')
      .select(({ fn }) => fn.max('id').as('id'))
      .where('task', 'in', tasks)
      .where('started_at', '<=', at)
      .where(({ or, eb }) => or([eb('ended_at', 'is', null), eb('ended_at', '>=', at)]))
      .executeTakeFirst();
    return found?.id ?? undefined;
  }

  /** @param chosen rows of `part_id`, `kind` and `state` */
  async #read(chosen: RawBuilder<unknown>): Promise<readonly RecordedArtifact[]> {
    const { rows } = await sql<
      Omit<RecordedArtifact, 'sectionId' | 'itemId' | 'source'> & PlaceRow
    >`with chosen as materialized (${chosen})
      select artifact.part_id as "partId", artifact.kind, artifact.version, artifact.path, artifact.bytes,
        artifact.created_at as "madeAt", chosen.state, ${placeColumns}
      from chosen
      cross join artifact on artifact.part_id = chosen.part_id and artifact.kind = chosen.kind
      cross join part on part.id = artifact.part_id
      cross join folder on folder.id = part.folder_id
      cross join root on root.id = folder.root_id
      order by artifact.part_id, artifact.kind`.execute(this.#db);
    return rows.map(row => {
      const { partId, kind, version, path, bytes, madeAt, state } = row;
      const { path: source, ...place } = toPlace(row);
      return { partId, kind, version, path, bytes, madeAt, state, ...place, source };
    });
  }
}

/** Whether one of a kind is as it is wanted. A copy has more in its version than what it is a copy of. */
function isFresh(version: string): RawBuilder<unknown> {
  const start = `${version} `;
  return version === 'any' ? sql`true` : sql`substr(version || ' ', 1, ${start.length}) = ${start}`;
}

function stateOf(kind: ArtifactKind, wanted: WantedArtifacts): RawBuilder<unknown> {
  const version = wanted.get(kind);
  const state = (name: ArtifactState) => sql`${name}`;
  if (version === undefined) return state('orphan');
  return sql`case when ${isMissing} then ${state('orphan')}
    when ${isFresh(version)} then ${state('fresh')} else ${state('stale')} end`;
}

/** What can be told from the index comes first: the rest is asked of the few that are left. */
function matching(
  kind: ArtifactKind,
  { sectionId, state }: ArtifactSearch,
  wanted: WantedArtifacts,
): RawBuilder<unknown> {
  const ofSection =
    sectionId === undefined
      ? sql`true`
      : sql`(select section_id from part where part.id = artifact.part_id) = ${sectionId}`;
  const version = wanted.get(kind);
  if (state === undefined) return ofSection;
  if (version === undefined) return state === 'orphan' ? ofSection : sql`false`;
  if (state === 'orphan') return sql`${isOfMissing} and ${ofSection}`;
  const isSo = state === 'fresh' ? isFresh(version) : sql`not (${isFresh(version)})`;
  return sql`${isSo} and ${ofSection} and not ${isMissing}`;
}
