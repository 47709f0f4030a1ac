import type { Dirent } from 'node:fs';
import { access, constants, opendir, realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { type FileKind, type Section, type SectionType, sectionTypes } from '../domain/library.ts';
import { fileKindOf } from './naming/file-kind.ts';
import { isIgnoredFolder } from './naming/ignored.ts';
import { sectionTypeOf } from './naming/section-type.ts';
import { describeFileError, isFileError, isNotThere } from './scan/file-error.ts';

/** Enough to tell films from shows, little enough not to keep anybody waiting; and of large folders a part. */
const budget = { entries: 2_000, entriesOfOne: 500, foldersOfOne: 25 };

/** A section as the command line describes it. */
export interface SectionDescription {
  readonly title: string;
  readonly type: SectionType;
  readonly path: string;
}

/**
 * Reads `Title=type:/path`. A title may hold `=`, a path `:`. Throws `section-syntax`, or `section-type-unknown` where
 * only the type is wrong.
 */
export function parseSection(text: string): SectionDescription {
  const known = new RegExp(`^\\s*(\\S.*?)\\s*=\\s*(${sectionTypes.join('|')}):(.+)$`, 'is').exec(text);
  if (known) {
    const [, title = '', type = '', path = ''] = known;
    return { title, type: type.toLowerCase() as SectionType, path };
  }
  const [, type] = /\S.*?=\s*([^:=/]+):./s.exec(text) ?? [];
  if (type === undefined) throw new ButlerError('section-syntax', { given: text });
  throw new ButlerError('section-type-unknown', { type, known: sectionTypes });
}

/** What a new root must get along with. */
export interface Surroundings {
  /** Butler's data folder. */
  readonly data: string;
  readonly sections: readonly (Pick<Section, 'title'> & {
    readonly roots: readonly { readonly path: string }[];
  })[];
  /** Roots that may be named again: they are returned as they are, also while their disk is detached. */
  readonly allowed?: ReadonlySet<string>;
}

/**
 * The absolute path of a folder that is to be a root, without symbolic links. Throws `root-missing`,
 * `root-not-a-folder`, `root-unreadable`, `root-overlaps` or `root-in-data-folder`.
 */
export async function checkRoot(path: string, { data, sections, allowed }: Surroundings): Promise<string> {
  const absolute = resolve(path);
  if (allowed?.has(absolute)) return absolute;
  const root = await openFolder(absolute);
  if (allowed?.has(root)) return root;

  const folder = await realpath(data).catch(() => resolve(data));
  if (contains(folder, root) || contains(root, folder)) {
    throw new ButlerError('root-in-data-folder', { path: root, folder });
  }
  for (const section of sections) {
    for (const { path: other } of section.roots) {
      if (!contains(other, root) && !contains(root, other)) continue;
      throw new ButlerError('root-overlaps', { path: root, section: section.title, other });
    }
  }
  return root;
}

/** Recognises what a folder holds by up to 2,000 entries, the upper ones first. */
export async function sectionTypeFor(folder: string): Promise<SectionType> {
  const files: { relativePath: string; kind: FileKind }[] = [];
  const folders = [''];
  let left = budget.entries;
  for (const path of folders) {
    const before = folders.length;
    for (const entry of await firstEntries(resolve(folder, path), Math.min(left, budget.entriesOfOne))) {
      left--;
      const relativePath = path === '' ? entry.name : `${path}/${entry.name}`;
      if (!entry.isDirectory()) files.push({ relativePath, kind: fileKindOf(entry.name) });
      else if (!isIgnoredFolder(entry.name) && folders.length < before + budget.foldersOfOne) {
        folders.push(relativePath);
      }
    }
  }
  return sectionTypeOf(files);
}

/** A folder that cannot be read says nothing here; the scan will tell. */
async function firstEntries(folder: string, count: number): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  try {
    if (count === 0) return entries;
    for await (const entry of await opendir(folder)) {
      if (entries.push(entry) === count) break;
    }
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
  return entries;
}

async function openFolder(path: string): Promise<string> {
  try {
    const root = await realpath(path);
    if (!(await stat(root)).isDirectory()) throw new ButlerError('root-not-a-folder', { path });
    await access(root, constants.R_OK | constants.X_OK);
    return root;
  } catch (error) {
    if (error instanceof ButlerError) throw error;
    if (isNotThere(error)) throw new ButlerError('root-missing', { path }, { cause: error });
    throw new ButlerError('root-unreadable', { path, cause: describeFileError(error) }, { cause: error });
  }
}

/** Whether a path is a folder or lies in it. */
function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
