import type { ColumnType, Generated } from 'kysely';
import type { AnalysisKind, MarkerKind } from '../domain/analysis.ts';
import type { Input } from '../domain/input.ts';
import type { ArtifactKind, ItemType, SectionType } from '../domain/library.ts';
import type { StreamKind } from '../domain/media.ts';
import type {
  ArtworkKind,
  FieldName,
  LockName,
  MetadataSource,
  Sidecar,
  TagKind,
} from '../domain/metadata.ts';
import type { Pause } from '../domain/pause.ts';
import type { LogLevel, RunState, Trigger, UnitState } from '../domain/run.ts';
import type { Decision, Reason } from '../domain/schedule.ts';
import type { TaskName, UnitSpec } from '../domain/task.ts';

/**
 * The tables as Kysely sees them; `migrations/` makes them. Instants (`…_at`) are milliseconds since 1970 UTC,
 * `modified` a file's time in milliseconds with its fraction, switches 0 or 1, days and dates ISO text.
 */
export interface Schema {
  instance: InstanceTable;
  preference: PreferenceTable;

  section: SectionTable;
  root: RootTable;
  folder: FolderTable;
  file: FileTable;
  item: ItemTable;
  gone_item: GoneItemTable;
  item_tally: ItemTallyTable;
  media: MediaTable;
  media_item: MediaItemTable;
  part: PartTable;
  part_tally: PartTallyTable;
  made_tally: MadeTallyTable;
  stream: StreamTable;
  chapter: ChapterTable;
  part_tags: PartTagsTable;
  artifact: ArtifactTable;
  analysis: AnalysisTable;
  marker: MarkerTable;

  item_field: ItemFieldTable;
  item_lock: ItemLockTable;
  tag: TagTable;
  item_tag: ItemTagTable;
  item_external_id: ItemExternalIdTable;
  item_artwork: ItemArtworkTable;
  item_refresh: ItemRefreshTable;
  part_sidecar: PartSidecarTable;

  collection: CollectionTable;
  collection_member: CollectionMemberTable;
  hidden_collection: HiddenCollectionTable;

  removal: RemovalTable;
  removed_row: RemovedRowTable;

  run: RunTable;
  run_transition: RunTransitionTable;
  run_log: RunLogTable;
  run_samples: RunSamplesTable;
  run_failure: RunFailureTable;
  made: MadeTable;
  decision: DecisionTable;
  report: ReportTable;
  pause: PauseTable;
  night: NightTable;
  unit: UnitTable;

  guide_import: GuideImportTable;
  guide_source: GuideSourceTable;
  guide_channel: GuideChannelTable;
  guide_programme: GuideProgrammeTable;

  update_feed: UpdateFeedTable;
  kept_answer: KeptAnswerTable;
}

type Flag = 0 | 1;

/** What a request with a key was answered; `request` is the SHA-256 of what was asked. */
interface KeptAnswerTable {
  key: string;
  request: string;
  status: number;
  content_type: string | null;
  body: string;
  at: number;
}

/** One row: who this installation is. */
interface InstanceTable {
  id: 1;
  uuid: string;
  /** 40 hexadecimal digits. */
  machine_identifier: string;
  created_at: number;
}

/** Values that differ from the default. */
interface PreferenceTable {
  id: string;
  value: string;
}

interface SectionTable {
  id: Generated<number>;
  uuid: string;
  type: SectionType;
  title: string;
  created_at: number;
  scanned_at: number | null;
  /** Of one that is no section any more: what is left of it goes piece by piece. */
  removed_at: number | null;
}

interface RootTable {
  id: Generated<number>;
  section_id: number;
  path: string;
  device: number | null;
  offline_because: string | null;
}

/** A folder below a root, `''` for the root itself. */
interface FolderTable {
  id: Generated<number>;
  root_id: number;
  path: string;
  /** 0 where it must be listed again. */
  modified: number;
  gone_at: number | null;
}

/** The inventory: every file of every folder, media or not. */
interface FileTable {
  folder_id: number;
  name: string;
  size: number;
  modified: number;
  /** Index in `fileKinds`. */
  kind: number;
  missing_at: number | null;
  missed_scans: Generated<number>;
}

/** What people look for: a film, a show, a season, an album. */
interface ItemTable {
  id: Generated<number>;
  section_id: number;
  parent_id: number | null;
  type: ItemType;
  /** What makes it the same item again; unique in its section. */
  key: string;
  title: string;
  sort_title: string;
  year: number | null;
  idx: number | null;
  originally_available_on: string | null;
  taken_on: string | null;
  added_at: number;
  updated_at: number;
  /** `Named` as JSON, where the columns hold something else: what a stronger source says. */
  named: string | null;
  /** The sort title in small plain letters; triggers keep it. */
  sort_key: ColumnType<string, never, never>;
}

/** The last items that went; a trigger keeps them. */
interface GoneItemTable {
  id: Generated<number>;
  item_id: number;
  section_id: number;
  parent_id: number | null;
  type: ItemType;
  title: string;
  at: number;
}

/** One version of an item, in one file or several. */
interface MediaTable {
  id: Generated<number>;
  section_id: number;
  edition: string | null;
}

/** Several items share a media where one file holds several episodes. */
interface MediaItemTable {
  media_id: number;
  item_id: number;
}

/** A media file and what was read from it. */
interface PartTable {
  id: Generated<number>;
  folder_id: number;
  name: string;
  section_id: number;
  media_id: number | null;
  idx: Generated<number>;
  size: number;
  modified: number;
  content_hash: string | null;
  container: string | null;
  duration_ms: number | null;
  bitrate: number | null;
  width: number | null;
  height: number | null;
  /** Of the reader whose facts these are; null while unread. */
  facts_version: string | null;
  facts_error: string | null;
  facts_at: number | null;
  /** Of its folder; triggers keep it when that is another. */
  root_id: ColumnType<number | null, number | undefined, never>;
  /** How it stands, for `parseStanding`; triggers keep it. */
  standing: ColumnType<number, never, never>;
}

/** Parts that stand alike, counted by triggers. */
interface PartTallyTable {
  root_id: number;
  standing: number;
  files: number;
  bytes: number;
  /** Of those whose duration is known. */
  duration_ms: number;
}

/** Of how many such parts there is something in one version; things with a version of each file's own are left out. */
interface MadeTallyTable {
  root_id: number;
  standing: number;
  kind: ArtifactKind | AnalysisKind;
  version: string;
  files: number;
  bytes: number;
}

/** Items of a section by type, counted by triggers. */
interface ItemTallyTable {
  section_id: number;
  type: ItemType;
  items: number;
}

interface StreamTable {
  part_id: number;
  idx: number;
  kind: StreamKind;
  codec: string;
  profile: string | null;
  language: string | null;
  title: string | null;
  is_default: Flag;
  is_forced: Flag;
  bitrate: number | null;
  width: number | null;
  height: number | null;
  rotation: number | null;
  pixel_aspect: number | null;
  frame_rate: number | null;
  bit_depth: number | null;
  pixel_format: string | null;
  color_transfer: string | null;
  channels: number | null;
  channel_layout: string | null;
  sample_rate: number | null;
}

interface ChapterTable {
  part_id: number;
  idx: number;
  start_ms: number;
  end_ms: number;
  title: string | null;
}

interface PartTagsTable {
  part_id: number;
  /** `MusicTags` as JSON. */
  music: string | null;
  /** `PhotoFacts` as JSON. */
  photo: string | null;
}

interface ArtifactTable {
  part_id: number;
  kind: ArtifactKind;
  version: string;
  path: string;
  bytes: number;
  created_at: number;
}

/** What each source says of an item, in one value. */
interface ItemFieldTable {
  item_id: number;
  field: FieldName;
  source: MetadataSource;
  value: string | number;
}

/** What keeps the user's value, also where that is nothing. */
interface ItemLockTable {
  item_id: number;
  name: LockName;
}

/** Names of one kind that differ in the case of ASCII letters only are one tag. */
interface TagTable {
  id: Generated<number>;
  kind: TagKind;
  name: string;
}

interface ItemTagTable {
  item_id: number;
  source: MetadataSource;
  /** Among all tags that the source has of the item. */
  position: number;
  tag_id: number;
  role: string | null;
}

interface ItemExternalIdTable {
  item_id: number;
  service: string;
  source: MetadataSource;
  value: string;
}

interface ItemArtworkTable {
  item_id: number;
  source: MetadataSource;
  /** Among all artwork that the source has of the item. */
  position: number;
  kind: ArtworkKind;
  /** Absolute path; null where it is a blob. */
  file: string | null;
  /** SHA-1 of the content; null where it is a file. */
  blob: string | null;
}

/** When a source was last asked about an item, and in which state it was. */
interface ItemRefreshTable {
  item_id: number;
  source: MetadataSource;
  version: string;
  refreshed_at: number;
  error: string | null;
}

interface PartSidecarTable {
  part_id: number;
  position: number;
  kind: Sidecar['kind'];
  file: string;
  format: string;
  language: string | null;
  title: string | null;
  is_forced: Flag;
  is_default: Flag;
  is_sdh: Flag;
}

/** The rest of an item of the type `collection`. */
interface CollectionTable {
  item_id: number;
  origin: 'made' | 'byHand';
  /** Of one that was made: by which it is the same again. */
  recipe: string | null;
  member_type: ItemType;
}

interface CollectionMemberTable {
  collection_id: number;
  item_id: number;
  position: number;
}

/** Made collections that a person took out. */
interface HiddenCollectionTable {
  id: Generated<number>;
  section_id: number;
  recipe: string;
  title: string;
  hidden_at: number;
}

/** What was found out about a part. */
interface AnalysisTable {
  part_id: number;
  kind: AnalysisKind;
  version: string;
  /** One of `Analyses` as JSON. */
  value: string;
  created_at: number;
}

interface MarkerTable {
  part_id: number;
  kind: MarkerKind;
  idx: number;
  start_ms: number;
  end_ms: number;
  is_final: Flag;
}

/** What one run took out of the library, for as long as it can be put back. */
interface RemovalTable {
  id: Generated<number>;
  task: TaskName;
  at: number;
  /** In words. */
  what: string;
}

interface RemovedRowTable {
  id: Generated<number>;
  removal_id: number;
  /** SQL that undoes the change. */
  statement: string;
  /** A hash of content that must stay while the row can be put back. */
  keeps: string | null;
}

export interface RunTable {
  id: Generated<number>;
  task: TaskName;
  trigger: Trigger;
  state: RunState;
  service_day: string;
  planned_at: number | null;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  done: Generated<number>;
  total: number | null;
  failed: Generated<number>;
  bytes_done: Generated<number>;
  bytes_total: number | null;
  subtitle: string | null;
  outcome: string | null;
}

interface MadeTable {
  task: TaskName;
  input: Input;
  /** When the run ended. */
  at: number;
}

interface RunTransitionTable {
  id: Generated<number>;
  run_id: number;
  at: number;
  /** Null for the state it was created in. */
  from_state: RunState | null;
  to_state: RunState;
  reason: string | null;
}

interface RunLogTable {
  id: Generated<number>;
  run_id: number;
  at: number;
  level: LogLevel;
  message: string;
}

interface RunSamplesTable {
  run_id: number;
  /** `RunSamples` as JSON, in columns. */
  body: string;
}

/** The last failure of one unit in one run. */
interface RunFailureTable {
  id: Generated<number>;
  run_id: number;
  subject: UnitSpec['subject'];
  label: string;
  error: string;
  attempts: number;
  quarantined: Flag;
  at: number;
}

interface DecisionTable {
  id: Generated<number>;
  task: TaskName;
  at: number;
  action: Decision['action'];
  reason: Reason;
  service_day: string;
  planned_at: number | null;
  sentence: string;
}

interface ReportTable {
  id: Generated<number>;
  service_day: string;
  window_id: string;
  made_at: number;
  /** `NightReport` as JSON. */
  body: string;
}

/** Pauses by hand. */
interface PauseTable {
  scope: Pause['scope'];
  sentence: string;
  since_at: number;
  until_at: number | null;
}

/** Nights that were open or next when last looked at, and have no report yet. */
interface NightTable {
  service_day: string;
  window_id: string;
  opens_at: number;
  closes_at: number;
  cutoff_at: number;
}

/** The resumable parts of runs; the queue of the engine reads and writes them. */
interface UnitTable {
  task: TaskName;
  subject: string;
  version: string;
  run_id: number | null;
  state: UnitState;
  attempts: Generated<number>;
  error: string | null;
  label: string;
  bytes: number;
  priority: number;
  updated_at: number;
}

/** One reading of a guide; its channels are `SourceChannel[]` as JSON, in the order of their places. */
interface GuideImportTable {
  id: Generated<number>;
  started_at: number;
  channels: string;
}

interface GuideSourceTable {
  id: Generated<number>;
  address: string;
  import_id: number | null;
  version: string | null;
  imported_at: number | null;
}

/** The channels as they are shown, in their order; names and members are lists as JSON. */
interface GuideChannelTable {
  id: number;
  key: string;
  names: string;
  icon: string | null;
  members: string;
}

export interface GuideProgrammeTable {
  import_id: number;
  /** Place among the channels of the import. */
  channel: number;
  starts_at: number;
  ends_at: number | null;
  title: string;
  subtitle: string | null;
  description: string | null;
  categories: string | null;
  season: number | null;
  episode: number | null;
  /** May be of an item that is no longer there. */
  show_id: number | null;
}

interface UpdateFeedTable {
  /** Key and channel. */
  signer: string;
  /** `SeenFeed` as JSON. */
  seen: string;
}
