import type { Task } from '../domain/task-definition.ts';
import { backUpDatabase } from './back-up-database/index.ts';
import { cleanOldBundles } from './clean-old-bundles/index.ts';
import { cleanOldCacheFiles } from './clean-old-cache-files/index.ts';
import { generateMediaIndexFiles } from './generate-media-index-files/index.ts';
import { loudnessAnalysis } from './loudness-analysis/index.ts';
import { optimizeDatabase } from './optimize-database/index.ts';
import { refreshLibraries } from './refresh-libraries/index.ts';

import { refreshEpgGuides } from './refresh-epg-guides/index.ts';
/** Every task that this Butler has, in the order in which clients list them. */
export const tasks: readonly Task[] = [
  backUpDatabase,
  cleanOldBundles,
  cleanOldCacheFiles,
  generateMediaIndexFiles,
  loudnessAnalysis,
  optimizeDatabase,
  refreshLibraries,
];
  refreshEpgGuides,
