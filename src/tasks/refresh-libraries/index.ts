import { basename } from 'node:path';
import { formatCount } from '../../domain/amounts.ts';
import { quote } from '../../domain/errors.ts';
import type { Part, Section } from '../../domain/library.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { getValue, partIdOf, type UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { identify } from '../../library/naming/identify.ts';
import { enabled, evenMany, graceDays } from './preferences.ts';
import { scanSections } from './scan-section.ts';

/** Raised when the reader of files tells more than before: all files are then read again. */
const factsVersion = '1';
const dayMs = 86_400_000;

/** What the scans of runs in hand found, for the sentence at their end. */
const findings = new WeakMap<RunContext, { added: number; changed: number; moved: number }>();

/** Brings the library in line with the disks, and reads every new or changed file once. */
export const refreshLibraries: UnitTask = {
  kind: 'units',
  name: 'RefreshLibraries',
  title: 'Refresh Libraries',
  description: 'Look for new, changed and missing files in all sections, and read what is new',
  group: 'library',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 10,
  makes: ['media'],
  activityType: 'library.update.section',
  enabledBy: enabled,
  preferences: [graceDays, evenMany],

  async prepare(context) {
    const found = { added: 0, changed: 0, moved: 0 };
    findings.set(context, found);
    for (const { added, changed } of await scanSections(context, await sectionsOf(context))) {
      found.added += added;
      found.changed += changed;
    }
  },

  async find({ library }) {
    const parts = await library.unreadParts(factsVersion);
    return parts.map(part => ({
      subject: `part:${part.id}`,
      version: versionOf(part),
      label: basename(part.path),
      bytes: part.size,
    }));
  },

  /** Without a look whether it is still the file that was found: there are many, and `publish` looks. */
  async order() {
    return [{ analyzer: 'facts', settings: {} }];
  },

  async publish(context, unit, result) {
    const facts = getValue(result, 'facts');
    const part = await findUnitPart(context, unit);
    if (!part) return;
    const identity = identify(part.sectionType, part.relativePath, facts);
    const { movedFrom } = await context.library.keepFacts(part, factsVersion, facts, identity, context.now());
    if (movedFrom !== undefined) {
      context.log('info', `${quote(part.path)} was moved from ${quote(movedFrom)}.`);
      const found = findings.get(context);
      if (found) found.moved++;
    }
    if (identity.kind === 'ignored') {
      context.log('info', `Left out ${quote(part.path)}: ${identity.because}.`);
    } else if (movedFrom === undefined) {
      // What moved is the same media, and what was made of it moved along.
      context.mediaAdded();
    }
  },

  async reject(context, unit, error) {
    const part = await findUnitPart(context, unit);
    if (part) await context.library.keepUnreadable(part, factsVersion, error, context.now());
  },

  async readmit(library, subjects) {
    await library.forgetUnreadable(subjects.map(subject => partIdOf({ subject })));
  },

  async conclude(context, { failed }) {
    const { library, scope } = context;
    const sections = await sectionsOf(context);
    // Only a scan of a whole section can tell what it misses.
    if (scope?.folder === undefined) for (const section of sections) await removeMissing(context, section);
    let present = 0;
    let missing = 0;
    for (const { id } of sections) {
      const counts = await library.countParts(id);
      present += counts.present;
      missing += counts.missing;
    }
    const { added, changed, moved } = findings.get(context) ?? { added: 0, changed: 0, moved: 0 };
    const found = {
      files: present,
      // What moved was new at first, or took the place of another file, or was found by an earlier run.
      added: Math.max(0, added - moved),
      changed,
      moved: moved || undefined,
      missing,
      unreadable: failed || undefined,
    };
    if (!scope) return say('scan-found', { ...found, sections: sections.length });
    const said = say('scan-found-in', { ...found, section: sections.map(({ title }) => title).join() });
    return scope.folder === undefined
      ? said
      : `${say('scan-looked-through', { folder: scope.folder })} ${said}`;
  },
};

/** Those that the run is about. */
async function sectionsOf({ library, scope }: RunContext): Promise<readonly Section[]> {
  const sections = await library.sections();
  return scope ? sections.filter(({ id }) => id === scope.sectionId) : sections;
}

/** The unit's part, unless the file is another one by now: then the next run finds it as another unit. */
async function findUnitPart({ library }: RunContext, unit: UnitSpec): Promise<Part | undefined> {
  const part = await library.findPart(partIdOf(unit));
  return part && versionOf(part) === unit.version ? part : undefined;
}

function versionOf(part: Part): string {
  return `${factsVersion} ${part.size} ${part.modifiedAt}`;
}

/** Sections of which a root is offline keep everything. */
async function removeMissing(
  { library, preferences, now, log }: RunContext,
  section: Section,
): Promise<void> {
  if (section.roots.some(root => root.offlineBecause !== undefined)) return;
  const graceMs = preferences.get(graceDays) * dayMs;
  const { removed, held } = await library.removeMissing(
    section.id,
    now(),
    graceMs,
    preferences.get(evenMany),
  );
  if (removed > 0) log('info', `${section.title}: forgot ${formatCount(removed, 'file')} that went missing.`);
  if (held > 0) {
    log(
      'warn',
      `${section.title}: ${formatCount(held, 'file')} are missing, too many to be forgotten by themselves. ` +
        `If they are gone for good, switch on "${evenMany.label}".`,
    );
  }
}
