import { formatCount } from '../../domain/amounts.ts';
import { ButlerError, formatError, isError, quote } from '../../domain/errors.ts';
import type { Root, Section } from '../../domain/library.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { isBelow } from '../../domain/scan-scope.ts';
import type { WalkBatch, WalkSummary } from '../../domain/walk.ts';
import { isFullCheckDue } from './full-check.ts';

/** Lines of one kind about one root; the rest is counted. */
const linesShown = 50;

interface Changes {
  readonly added: number;
  readonly changed: number;
}

/** Scans sections beside each other, so that none waits for a disk that is slow or does not answer. */
export async function scanSections(
  context: RunContext,
  sections: readonly Section[],
): Promise<readonly Changes[]> {
  return await allOf(sections.map(section => scanSection(context, section)));
}

/**
 * Lists the roots of a section that can be listed, takes in what is found, and notes why the others cannot. Where the run
 * is about a folder, that one alone is listed, and every file in it is checked.
 */
async function scanSection(context: RunContext, section: Section): Promise<Changes> {
  const { library, run, now, log } = context;
  const folder = context.scope?.folder;
  const checkEveryFile = folder !== undefined || isFullCheckDue(run.serviceDay, section.scannedAt);
  const roots = section.roots.filter(({ path }) => folder === undefined || isBelow(folder, path));
  const scanned = await allOf(roots.map(root => scanRoot(context, section, root, checkEveryFile)));
  const changes = scanned.filter(found => found !== undefined);
  const added = changes.reduce((sum, found) => sum + found.added, 0);
  const changed = changes.reduce((sum, found) => sum + found.changed, 0);
  // The next scan of all must not believe that it has looked everywhere.
  if (changes.length > 0 && folder === undefined) await library.noteScan(section.id, now());
  const { present } = await library.countParts(section.id);
  log('info', `${section.title}: ${formatCount(present, 'file')}, ${added} new, ${changed} changed.`);
  return { added, changed };
}

/** Undefined when the root could not be listed. */
async function scanRoot(
  context: RunContext,
  section: Section,
  root: Root,
  checkEveryFile: boolean,
): Promise<Changes | undefined> {
  const { library, walker, signal } = context;
  const at = context.now();
  let files = 0;
  let added = 0;
  let changed = 0;
  // One batch after the other: a folder must not be on record before those below it.
  let taken = Promise.resolve();
  const take = async (batch: WalkBatch) => {
    const changes = await library.ingest(root.id, batch, at);
    added += changes.added;
    changed += changes.changed;
    for (const { names } of batch.listings) files += names.length;
    context.progress({ subtitle: say('at-files', { section: section.title, files }) });
  };
  try {
    const known = await library.knownFolders(root.id);
    const device = root.device === undefined ? {} : { device: root.device };
    const summary = await walker.walk(
      { root: root.path, ...device, ...placeOf(context, root), known, checkEveryFile },
      batch => {
        taken = taken.then(() => take(batch));
        return taken;
      },
      signal,
    );
    await library.noteRoot(root.id, { device: summary.device, offlineBecause: null });
    report(context, root, summary, checkEveryFile);
    return { added, changed };
  } catch (error) {
    await taken.catch(() => undefined);
    if (signal.aborted || !isAboutRoot(error)) throw error;
    const because = formatError(rootErrorOf(error, root));
    await library.noteRoot(root.id, { offlineBecause: because });
    context.log('warn', `${section.title} is offline in part: ${because} Its files stay as they are.`);
    return undefined;
  }
}

/** What of a root is to be walked: all, or the folder that the run is about. */
function placeOf({ scope }: RunContext, { path }: Root): { readonly below?: string } {
  const below = scope?.folder?.slice(path.length).replace(/^\//, '');
  return below ? { below } : {};
}

function isAboutRoot(error: unknown): error is ButlerError {
  return error instanceof ButlerError && (error.code.startsWith('root-') || error.code === 'worker-lost');
}

/** A disk that hangs shows in the loss of the worker that listed it. */
function rootErrorOf(error: ButlerError, { path }: Root): ButlerError {
  if (!isError(error, 'worker-lost')) return error;
  const { detail } = error.parameters;
  return new ButlerError('root-unanswered', { path, detail }, { cause: error });
}

/** Also where one of them fails, all have ended by then: nothing goes on behind the end of a run. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

function report(context: RunContext, root: Root, summary: WalkSummary, checkEveryFile: boolean): void {
  const { folders, foldersListed, files, refused, passedOver, otherExtensions } = summary;
  const looked = checkEveryFile ? 'Checked every file' : 'Listed what changed';
  context.log(
    'info',
    `${looked} in ${quote(root.path)}: ${formatCount(files, 'file')} in ${foldersListed} of ${formatCount(folders, 'folder')}.`,
  );
  for (const { path, because } of refused.slice(0, linesShown)) {
    context.log('warn', `Left out ${quote(`${root.path}/${path}`)}: ${because}.`);
  }
  if (refused.length > linesShown) {
    context.log(
      'warn',
      `Left out ${formatCount(refused.length - linesShown, 'more name')} for such reasons.`,
    );
  }
  for (const path of passedOver.paths.slice(0, linesShown)) {
    context.log(
      'debug',
      `Passed over ${quote(`${root.path}/${path}`)}: hidden, unfinished, a sample, or a system's own.`,
    );
  }
  if (passedOver.count > linesShown) {
    context.log(
      'debug',
      `Passed over ${formatCount(passedOver.count - linesShown, 'more name')} for such reasons.`,
    );
  }
  const others = Object.entries(otherExtensions).sort(([, a], [, b]) => b - a);
  if (others.length > 0) {
    const list = others.slice(0, linesShown).map(([extension, count]) => `${extension || 'none'} (${count})`);
    context.log('debug', `Files with an extension that is no media's: ${list.join(', ')}.`);
  }
}
