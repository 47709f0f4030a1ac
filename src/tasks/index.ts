import type { Task } from '../domain/task-definition.ts';
import type { MeasuringTask } from '../library/units/measurement.ts';
import { automaticUpdates } from './automatic-updates/index.ts';
import { backUpDatabase } from './back-up-database/index.ts';
import { buildGracenoteCollections } from './build-gracenote-collections/index.ts';
import { checkForUpdates } from './check-for-updates/index.ts';
import { cleanOldBundles } from './clean-old-bundles/index.ts';
import { cleanOldCacheFiles } from './clean-old-cache-files/index.ts';
import { deepMediaAnalysis } from './deep-media-analysis/index.ts';
import { garbageCollectBlobs } from './garbage-collect-blobs/index.ts';
import { garbageCollectLibraryMedia } from './garbage-collect-library-media/index.ts';
import { generateAdMarkers } from './generate-ad-markers/index.ts';
import { generateAutoTags } from './generate-auto-tags/index.ts';
import { generateBlurHashes } from './generate-blur-hashes/index.ts';
import { generateChapterThumbs } from './generate-chapter-thumbs/index.ts';
import { generateCreditsMarkers } from './generate-credits-markers/index.ts';
import { generateIntroMarkers } from './generate-intro-markers/index.ts';
import { generateMediaIndexFiles } from './generate-media-index-files/index.ts';
import { generateVoiceActivity } from './generate-voice-activity/index.ts';
import { loudnessAnalysis } from './loudness-analysis/index.ts';
import { musicAnalysis } from './music-analysis/index.ts';
import { optimizeDatabase } from './optimize-database/index.ts';
import { refreshEpgGuides } from './refresh-epg-guides/index.ts';
import { refreshLibraries } from './refresh-libraries/index.ts';
import { refreshLocalMedia } from './refresh-local-media/index.ts';
import { refreshPeriodicMetadata } from './refresh-periodic-metadata/index.ts';
import { upgradeMediaAnalysis } from './upgrade-media-analysis/index.ts';

/** In the order in which clients list them. A new task is a line here. */
const most: readonly Task[] = [
  automaticUpdates,
  backUpDatabase,
  buildGracenoteCollections,
  checkForUpdates,
  cleanOldBundles,
  cleanOldCacheFiles,
  generateAdMarkers,
  generateCreditsMarkers,
  generateIntroMarkers,
  deepMediaAnalysis,
  generateAutoTags,
  generateBlurHashes,
  generateChapterThumbs,
  garbageCollectBlobs,
  garbageCollectLibraryMedia,
  generateMediaIndexFiles,
  generateVoiceActivity,
  loudnessAnalysis,
  musicAnalysis,
  optimizeDatabase,
  refreshEpgGuides,
  refreshLibraries,
  refreshLocalMedia,
  refreshPeriodicMetadata(),
];

const measurements = most.filter(isMeasuring).map(task => task.measurement);

function isMeasuring(task: Task): task is MeasuringTask {
  return 'measurement' in task;
}

/** Every task that this Butler has. */
export const tasks: readonly Task[] = [...most, upgradeMediaAnalysis(measurements)];
