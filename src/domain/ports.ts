import type { GarbageStore } from './garbage.ts';
import type { Input } from './input.ts';
import type { Artifact, ArtifactKind, Identity, Part, Root, Section, SectionType } from './library.ts';
import type { EmbeddedTags, LocalMedia, TaggedPart } from './local-media.ts';
import type { ChapterFacts, MediaFacts } from './media.ts';
import type { Pause } from './pause.ts';
import type { NightReport, NightSummary } from './report.ts';
import type {
  LogLevel,
  LogLine,
  Progress,
  RecordedFailure,
  Run,
  RunState,
  RunTransition,
  Trigger,
  UnitFailure,
} from './run.ts';
import type { RunSamples } from './samples.ts';
import type { Decision, Night, RecordedDecision, TaskStates } from './schedule.ts';
import type { TaskName, UnitSpec } from './task.ts';
import type { KnownFolders, WalkBatch } from './walk.ts';

/** The library: sections, the files on disk, and what is known of them. */
export interface LibraryStore {
  readonly garbage: GarbageStore;
  sections(): Promise<readonly Section[]>;
  addSection(section: { title: string; type: SectionType; paths: readonly string[] }): Promise<Section>;
  /** Remembers the file system of a root, or why it cannot be scanned now. */
  noteRoot(root: Root['id'], state: { device?: number; offlineBecause: string | null }): Promise<void>;
  noteScan(sectionId: number, at: number): Promise<void>;

  knownFolders(rootId: number): Promise<KnownFolders>;
  /**
   * Takes listed folders in: new files, changed ones, and those no longer listed, which become *missing*. Makes a part
   * of every media file that has none, and marks parts whose file changed as unread; returns how many of each.
   */
  ingest(rootId: number, batch: WalkBatch, at: number): Promise<{ added: number; changed: number }>;
  /** How many parts there are, by whether their file is there. */
  countParts(sectionId: number): Promise<{ present: number; missing: number }>;
  /**
   * The second stage of removal, over one section whose roots were all listed: what has been missing for two scans
   * and longer than the grace period goes. Removes nothing and returns `held` when that is more than 1,000 files
   * or 10 % of the section (up to five go in any case, unless no other is left), unless a person has said that it may be
   * that many.
   */
  removeMissing(
    sectionId: number,
    at: number,
    graceMs: number,
    evenMany?: boolean,
  ): Promise<{ removed: number; held: number }>;

  /** Parts whose facts are missing, or older than `version`. */
  unreadParts(version: string): Promise<readonly Part[]>;
  findPart(id: number): Promise<Part | undefined>;
  /** Those of the parts that there are, by id; up to 1,000. */
  findParts(ids: readonly number[]): Promise<ReadonlyMap<number, Part>>;
  /** Ids of the parts of a media, in their order. */
  partsOfMedia(mediaId: number): Promise<readonly number[]>;
  /** The chapters that the file of a part has, in their order. */
  chapters(partId: number): Promise<readonly ChapterFacts[]>;
  /**
   * Keeps what was read, and files the part under its items. A part whose content another, missing part had is that
   * part at a new place: it takes over its items and artifacts. Where its content is another than before, its artifacts
   * are forgotten. `version` is what {@link unreadParts} compares.
   */
  keepFacts(
    part: Part,
    version: string,
    facts: MediaFacts,
    identity: Identity,
    at: number,
  ): Promise<{ movedFrom?: string }>;
  /** When a file was last filed in this way, in milliseconds since 1970 UTC; undefined before the first. */
  mediaAddedAt(): Promise<number | undefined>;
  keepUnreadable(part: Part, version: string, error: string, at: number): Promise<void>;
  /** Those of the parts that could not be read are unread again. */
  forgetUnreadable(partIds: readonly number[]): Promise<void>;

  /**
   * Present video parts with a picture to show that have no artifact of this kind and version. Those whose file changed
   * since it was read are left out: their content is not known.
   */
  partsWithout(kind: ArtifactKind, version: string): Promise<readonly Part[]>;
  keepArtifact(artifact: Artifact, at: number): Promise<void>;
  findArtifact(partId: number, kind: ArtifactKind): Promise<Artifact | undefined>;
  /** Of one kind, all that there are, in no order. */
  artifacts(kind: ArtifactKind): Promise<readonly Artifact[]>;
  /** The media of a section and what lies beside them, as the last scan found it. */
  localMedia(sectionId: number): Promise<LocalMedia>;
  /** The items of a section, by id. */
  localItems(sectionId: number): Promise<LocalMedia['items']>;
  /** Parts of a section in which something is embedded. */
  taggedParts(sectionId: number): Promise<readonly TaggedPart[]>;
  /** What is embedded in these parts; up to 1,000. */
  embeddedTags(partIds: readonly number[]): Promise<ReadonlyMap<number, EmbeddedTags>>;
  /** Content hashes of all parts that the library knows, also of missing ones and of those that can be put back. */
  contentHashes(): Promise<ReadonlySet<string>>;
}

export interface NewRun {
  readonly task: TaskName;
  readonly trigger: Trigger;
  readonly state: 'scheduled' | 'queued';
  readonly serviceDay: string;
  readonly plannedAt?: number;
  readonly createdAt: number;
}

/** What runs did, do and will do. */
export interface RunStore {
  addRun(run: NewRun): Promise<Run>;
  /**
   * Records the transition; throws when {@link RunState} does not allow it. With the end of a run goes what it `made`
   * that other tasks read.
   */
  move(runId: number, to: RunState, at: number, reason?: string, made?: readonly Input[]): Promise<Run>;
  /** With all samples so far, where they are given: they take the place of earlier ones. */
  noteProgress(runId: number, progress: Progress, samples?: RunSamples): Promise<void>;
  /** Lines in the order given; one transaction. */
  addLog(lines: readonly { runId: number; at: number; level: LogLevel; message: string }[]): Promise<void>;
  /** Takes the place of an earlier failure of the same unit in the same run. */
  addFailure(failure: UnitFailure): Promise<void>;
  /** Subjects of the units that a run set aside. */
  setAside(runId: number): Promise<readonly UnitSpec['subject'][]>;
  activeRuns(): Promise<readonly Run[]>;
  /** Newest first. */
  recentRuns(limit: number, task?: TaskName): Promise<readonly Run[]>;
  /** Past and present of every task, as the planner wants it. */
  taskStates(): Promise<TaskStates>;
  /** Only decisions that differ from the last one of the same task are kept. */
  addDecisions(decisions: readonly Decision[], at: number): Promise<void>;
  /**
   * Removes what is too old or too much, with all that hangs on it. What the plan needs to know stays, however old
   * it is. `now` must be a clock that is believed: one that runs ahead makes everything old.
   */
  pruneHistory(keep: HistoryKept, now: number): Promise<HistoryPruned>;
}

export interface HistoryKept {
  /** 24 hours each. */
  readonly keepDays: number;
  /** At least 1. */
  readonly keepRuns: number;
}

/** How much went. */
export interface HistoryPruned {
  readonly runs: number;
  readonly decisions: number;
  readonly reports: number;
}

/** Pauses by hand, which outlive a restart. */
export interface PauseStore {
  /** By when they began. */
  pauses(): Promise<readonly Pause[]>;
  /** Takes the place of an earlier one of the same scope. */
  keepPause(pause: Pause): Promise<void>;
  dropPause(scope: Pause['scope']): Promise<void>;
}

/** What nights came to. */
export interface ReportStore {
  /** Takes the place of an earlier report of the same night, which is awaited no more. */
  keepReport(report: NightReport): Promise<void>;
  /** Nights of which a report is still to be made, by when they opened or will. */
  awaitedNights(): Promise<readonly Night[]>;
  /** These are open now or the next ones to open; what was awaited beside them and has not opened never will. */
  awaitNights(nights: readonly Night[], now: number): Promise<void>;
  /** One for each window that opened on that day (ISO), in the order in which they were first made. */
  reportsOf(serviceDay: string): Promise<readonly NightReport[]>;
  /** Those of the last nights first. */
  recentReports(limit: number): Promise<readonly NightReport[]>;
}

/**
 * What happened, for people who look back. Lists come page by page: at most `limit` entries, from beyond the id with
 * which the page before ended.
 */
export interface History {
  findRun(id: number): Promise<Run | undefined>;
  /** Newest first. */
  runs(
    page: PageBefore & { task?: TaskName | undefined; serviceDay?: string | undefined },
  ): Promise<readonly Run[]>;
  /** From one ISO date to another, both included, in their order; days that left nothing are absent. */
  nights(from: string, to: string): Promise<readonly NightSummary[]>;
  /** All of one run, in order. */
  transitions(runId: number): Promise<readonly RunTransition[]>;
  /** How it went so far. */
  samples(runId: number): Promise<RunSamples>;
  /** In order. */
  log(runId: number, page: PageAfter): Promise<readonly LogLine[]>;
  /** In the order in which the units first failed. */
  failures(runId: number, page: PageAfter): Promise<readonly RecordedFailure[]>;
  /** Newest first. What repeats the decision before is not among them. */
  decisions(
    page: PageBefore & { task?: TaskName | undefined; serviceDay?: string | undefined },
  ): Promise<readonly RecordedDecision[]>;
}

interface PageBefore {
  readonly limit: number;
  readonly before?: number | undefined;
}

interface PageAfter {
  readonly limit: number;
  readonly after?: number | undefined;
}

/** Keeps the database in health. Every call runs on a connection of its own, never on the one that serves clients. */
export interface DatabaseCare {
  /** Bytes of the database and its write-ahead log. */
  size(): Promise<number>;
  /** Empty when sound, otherwise what SQLite says is wrong. */
  findDamage(): Promise<readonly string[]>;
  /**
   * Copies one consistent snapshot to `file`, opens the copy, and compares integrity, schema, row counts and a hash
   * over all rows of every table with the snapshot. The copy is synced when this returns; on any difference it is
   * removed and `backup-unverified` thrown. Throws `database-corrupt` where the database itself is damaged.
   */
  copyVerified(
    file: string,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<BackupProof>;
  /**
   * As {@link copyVerified}, but what is to be kept apart is taken out of the copy and given back: the values of the
   * preferences with these ids. What the copy is worth is for {@link restoreVerified} to prove.
   */
  copyWithout(
    file: string,
    secretIds: readonly string[],
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<{ proof: BackupProof; secrets: Readonly<Record<string, string>> }>;
  /**
   * Makes the whole database again as `file`, a new one, from a copy and what was kept apart, and compares integrity,
   * schema, row counts and the hash of every table with the proof. Returns the SHA-256 of the copy. On any difference
   * `file` is removed and `backup-damaged` thrown.
   */
  restoreVerified(
    backup: RestoreOrder,
    file: string,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<string>;
  /** Puts the database in order while others work with it. Never a damaged one: throws `database-corrupt`. */
  optimize(onStep: OnStep, signal: AbortSignal): Promise<OptimizedDatabase>;
}

/** Is told what is done now; one step several times, with how many pages are left, where it does them in turn. */
export type OnStep = (step: string, left?: number) => void;

/** Measured before and after, in bytes. */
export interface OptimizedDatabase {
  /** Of the database and its write-ahead log. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** What the file could do without: free pages, and the gaps in others. */
  readonly unusedBefore: number;
  readonly unusedAfter: number;
  /** Whether the whole file was written anew. */
  readonly isRewritten: boolean;
}

export interface RestoreOrder {
  /** The copy. */
  readonly file: string;
  /** By the id of the preference. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly proof: BackupProof;
  /** Of the copy, in hexadecimal, where it is known. */
  readonly sha256?: string;
}

export interface BackupProof {
  readonly bytes: number;
  readonly schemaVersion: string;
  /** SHA-256 over the text of the schema. */
  readonly schema: string;
  /** By table: rows, and SHA-256 over them in key order. */
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
}

export interface PreferenceStore {
  all(): Promise<Readonly<Record<string, string>>>;
  /** null puts the default back. One transaction. */
  set(values: Readonly<Record<string, string | null>>): Promise<void>;
}
