import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KnownFolders, WalkBatch, WalkOrder, WalkSummary } from '../../src/domain/walk.ts';
import { walk } from '../../src/library/scan/walk.ts';
import { makeTempFolder } from './temp-folder.ts';

export const nothingKnown: KnownFolders = { paths: [], modified: new Float64Array(), topFiles: [] };

/** Trusts every time at once: nothing in these tests happens behind the walk's back. */
const atOnce = { folderMs: -60_000, fileMs: -60_000 };

/** What a walk found, and what the library would know of the root after it. */
export interface Walked {
  readonly summary: WalkSummary;
  /** Folders, in the order in which they were sent. */
  readonly listed: readonly string[];
  readonly files: readonly string[];
  readonly gone: readonly string[];
  readonly known: KnownFolders;
  /** By path: why it was refused. */
  readonly refused: Readonly<Record<string, string>>;
}

/** A root in a temporary folder that is gone at the end of the test, with things beside it. */
export async function makeRoot() {
  const temp = await makeTempFolder();
  const root = join(temp.path, 'root');
  mkdirSync(root);
  return {
    beside: temp.path,
    path: root,
    /** Writes a file below the root. */
    put(path: string, content = 'x'): string {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    scan: (order: Partial<WalkOrder> = {}, settled = atOnce) =>
      scan({ root, known: nothingKnown, checkEveryFile: false, ...order }, settled),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
}

async function scan(order: WalkOrder, settled: typeof atOnce): Promise<Walked> {
  const batches: WalkBatch[] = [];
  const take = async (batch: WalkBatch) => void batches.push(batch);
  const summary = await walk(order, take, () => {}, undefined, settled);
  const listings = batches.flatMap(batch => batch.listings);
  return {
    summary,
    listed: listings.map(listing => listing.path),
    files: listings.flatMap(({ path, names }) => names.map(name => join(path, name))).sort(),
    gone: batches.flatMap(batch => batch.gone).sort(),
    known: {
      paths: listings.map(listing => listing.path),
      modified: Float64Array.from(listings, listing => listing.modified),
      topFiles: listings.find(listing => listing.path === '')?.names ?? [],
    },
    refused: Object.fromEntries(summary.refused.map(({ path, because }) => [path, because])),
  };
}
