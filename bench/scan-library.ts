import { closeSync, mkdirSync, openSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const seasons = 9;
const episodes = 7;

/** A library of shows: folders and files as a walk counts them, the root aside. */
export interface ScanLibrary {
  readonly root: string;
  readonly folders: number;
  readonly files: number;
}

/**
 * Makes so many empty files, two thirds of a hundredth of them shows in ten folders each, or finds those of an earlier
 * run: 100,000 are in 15,000 folders. All times lie so far back that a scan trusts them.
 */
export async function makeScanLibrary(files = 100_000): Promise<ScanLibrary> {
  const shows = Math.round(files / 66.7);
  const base = join(tmpdir(), `butler-bench-scan-${files}`);
  const root = join(base, 'library');
  const complete = join(base, 'complete');
  if (!statSync(complete, { throwIfNoEntry: false })) {
    rmSync(base, { recursive: true, force: true });
    const rest = files - shows * seasons * episodes;
    for (let show = 0; show < shows; show++) {
      const folder = join(root, `Show ${show} (${1950 + (show % 70)})`);
      makeShow(folder, show);
      for (let i = show; i < rest; i += shows) makeFile(join(folder, `fanart${i}.jpg`));
    }
    writeFileSync(complete, '');
  }
  // A folder that changed within the last two seconds is listed again by the next scan.
  await delay(Math.max(0, statSync(complete).mtimeMs + 2_500 - Date.now()));
  return { root, folders: shows * (1 + seasons), files };
}

function makeShow(folder: string, show: number): void {
  mkdirSync(folder, { recursive: true });
  for (let season = 1; season <= seasons; season++) {
    const path = join(folder, `Season 0${season}`);
    mkdirSync(path);
    for (let episode = 1; episode <= episodes; episode++) {
      makeFile(join(path, `Show ${show} - S0${season}E0${episode} - The Title.1080p.mkv`));
    }
  }
}

function makeFile(path: string): void {
  closeSync(openSync(path, 'w'));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
}
