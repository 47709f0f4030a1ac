import { basename } from 'node:path';
import { formatCount } from '../../domain/amounts.ts';
import { quote } from '../../domain/errors.ts';
import type { Part } from '../../domain/library.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { UnitSpec } from '../../domain/task.ts';
import type { UnitTask } from '../../domain/task-definition.ts';
import { identify } from '../../library/naming/identify.ts';
import { enabled, evenMany, graceDays } from './preferences.ts';
import { type ScannedSection, scanSection } from './scan-section.ts';

/** Raised when the reader of files tells more than before: all files are then read again. */
const factsVersion = '1';
const dayMs = 86_400_000;

/** What the scans of runs in hand found, for the sentence at their end. */
const findings = new WeakMap<RunContext, { readonly sections: readonly ScannedSection[]; moved: number }>();

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
  activityType: 'library.update.section',
  enabledBy: enabled,
  preferences: [graceDays, evenMany],

  async prepare(context) {
    const sections: ScannedSection[] = [];
    for (const section of await context.library.sections()) {
      sections.push(await scanSection(context, section));
    }
    findings.set(context, { sections, moved: 0 });
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

  async order(context, unit) {
    return (await findUnitPart(context, unit)) && { analyzer: 'facts', settings: {} };
  },

  async publish(context, unit, result) {
    if (result.analyzer !== 'facts') throw new TypeError(`Files are not read by ${result.analyzer}.`);
    const part = await findUnitPart(context, unit);
    if (!part) return;
    const identity = identify(part.sectionType, part.relativePath, result.value);
    const { movedFrom } = await context.library.keepFacts(
      part,
      factsVersion,
      result.value,
      identity,
      context.now(),
    );
    if (movedFrom !== undefined) {
      context.log('info', `${quote(part.path)} was moved from ${quote(movedFrom)}.`);
      const found = findings.get(context);
      if (found) found.moved++;
    }
    if (identity.kind === 'ignored')
      context.log('info', `Left out ${quote(part.path)}: ${identity.because}.`);
  },

  async reject(context, unit, error) {
    const part = await findUnitPart(context, unit);
    if (part) await context.library.keepUnreadable(part, factsVersion, error, context.now());
  },

  async conclude(context, { failed }) {
    const missing = await removeMissing(context);
    const { sections, moved } = findings.get(context) ?? { sections: [], moved: 0 };
    const sum = (name: keyof ScannedSection) => sections.reduce((total, counts) => total + counts[name], 0);
    const changes = [
      `${sum('added') - moved} new`,
      `${sum('changed')} changed`,
      ...(moved > 0 ? [`${moved} moved`] : []),
      `${missing} missing`,
      ...(failed > 0 ? [`${failed} unreadable`] : []),
    ];
    const files = formatCount(sum('present'), 'file');
    return `Found ${files} in ${formatCount(sections.length, 'section')}: ${changes.join(', ')}.`;
  },
};

/** The unit's part, unless the file is another one by now: then the next run finds it as another unit. */
async function findUnitPart({ library }: RunContext, unit: UnitSpec): Promise<Part | undefined> {
  const part = await library.findPart(Number(unit.subject.slice('part:'.length)));
  return part && versionOf(part) === unit.version ? part : undefined;
}

function versionOf(part: Part): string {
  return `${factsVersion} ${part.size} ${part.modifiedAt}`;
}

/** Returns how many files are missing. Sections of which a root is offline keep everything. */
async function removeMissing(context: RunContext): Promise<number> {
  const { library, preferences } = context;
  const graceMs = preferences.get(graceDays) * dayMs;
  let total = 0;
  for (const { id, title, roots } of await library.sections()) {
    if (roots.some(root => root.offlineBecause !== undefined)) continue;
    const { removed, missing, held } = await library.removeMissing(
      id,
      context.now(),
      graceMs,
      preferences.get(evenMany),
    );
    total += missing;
    if (removed > 0)
      context.log('info', `${title}: forgot ${formatCount(removed, 'file')} that went missing.`);
    if (held > 0) {
      context.log(
        'warn',
        `${title}: ${formatCount(held, 'file')} are missing, too many to be forgotten by themselves. ` +
          `If they are gone for good, switch on "${evenMany.label}".`,
      );
    }
  }
  return total;
}
