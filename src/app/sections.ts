import { basename } from 'node:path';
import type { Section } from '../domain/library.ts';
import type { LibraryStore } from '../domain/ports.ts';
import { checkRoot, parseSection, sectionTypeFor } from '../library/sections.ts';

/** Sections as the command line names them: folders whose type is to be recognised, and whole descriptions. */
export interface RequestedSections {
  readonly folders: readonly string[];
  /** `Title=type:/path`, the path may be given several times for one title. */
  readonly described: readonly string[];
}

/**
 * Adds what is not there yet and returns the new sections. A folder that is already a section's is no error: the same
 * command is given at every start. Checks everything before it adds anything.
 */
export async function addSections(
  library: LibraryStore,
  data: string,
  requested: RequestedSections,
): Promise<readonly Section[]> {
  const present = await library.sections();
  const known = new Set(present.flatMap(section => section.roots.map(root => root.path)));
  const wanted = new Map<string, { title: string; type: Section['type']; paths: string[] }>();
  const planned: { title: string; roots: { path: string }[] }[] = present.map(section => ({
    title: section.title,
    roots: section.roots.map(root => ({ path: root.path })),
  }));

  const want = async (
    path: string,
    describe: (root: string) => Promise<{ title: string; type: Section['type'] }>,
  ) => {
    const root = await checkRoot(path, { data, sections: planned, allowed: known });
    if (known.has(root)) return;
    const { title, type } = await describe(root);
    const key = `${type}\n${title}`;
    const entry = wanted.get(key) ?? { title, type, paths: [] };
    entry.paths.push(root);
    wanted.set(key, entry);
    planned.push({ title, roots: [{ path: root }] });
    known.add(root);
  };
  for (const text of requested.described) {
    const { title, type, path } = parseSection(text);
    await want(path, async () => ({ title, type }));
  }
  for (const folder of requested.folders) {
    await want(folder, async root => ({ title: basename(root), type: await sectionTypeFor(root) }));
  }
  const added: Section[] = [];
  for (const section of wanted.values()) added.push(await library.addSection(section));
  return added;
}
