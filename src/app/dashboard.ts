import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the bundles of the program; `scripts/dashboard.mjs` writes there. */
const made = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'butler-dashboard');

/** The folder with the dashboard that a start used or made last; undefined where none was made. */
export function findDashboard(): string | undefined {
  try {
    const folders = readdirSync(made)
      .filter(name => /^[0-9a-f]{40}$/.test(name))
      .map(name => join(made, name))
      .map(folder => ({ folder, usedAt: statSync(folder).mtimeMs }));
    return folders.toSorted((a, b) => b.usedAt - a.usedAt)[0]?.folder;
  } catch {
    return undefined;
  }
}
