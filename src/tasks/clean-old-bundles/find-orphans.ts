import { parseBundle } from '../../files/bundle.ts';
import { ignoreGone, type SafeFolder } from '../../files/safe-folder.ts';
import { describe, walkSafely } from '../../files/walk-safely.ts';
import type { Orphan } from './plan.ts';

/** Every bundle in the folder by the hash of its content, and its path. What is none is passed over. */
export async function listBundles(root: SafeFolder): Promise<Map<string, string>> {
  const bundles = new Map<string, string>();
  for (const first of await root.names()) {
    if (!/^[0-9a-f]$/.test(first) || !(await root.look(first))?.isDirectory()) continue;
    const names = await root.within(first, folder => folder.names());
    for (const name of names) {
      const contentHash = parseBundle(`${first}/${name}`);
      if (contentHash) bundles.set(contentHash, `${first}/${name}`);
    }
  }
  return bundles;
}

/** Looks into the bundles whose content is not known. What is known is not opened at all. */
export async function findOrphans(
  root: SafeFolder,
  bundles: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): Promise<Orphan[]> {
  const orphans: Orphan[] = [];
  for (const [contentHash, path] of bundles) {
    if (known.has(contentHash)) continue;
    const orphan = await measure(root, path, contentHash).catch(ignoreGone);
    if (orphan) orphans.push(orphan);
  }
  return orphans;
}

async function measure(root: SafeFolder, path: string, contentHash: string): Promise<Orphan | undefined> {
  const [first = '', name = ''] = path.split('/');
  return await root.within(first, async folder => {
    const state = await folder.look(name);
    const found = state && describe(state, path);
    if (found?.kind !== 'folder') return undefined;
    let bytes = 0;
    let changedAt = found.modifiedAt;
    await folder.within(name, async bundle => {
      for await (const entry of walkSafely(bundle)) {
        bytes += entry.bytes;
        changedAt = Math.max(changedAt, entry.modifiedAt);
      }
    });
    return { found, contentHash, bytes, changedAt };
  });
}
