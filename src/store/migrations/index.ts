import type { Migration } from 'kysely/migration';
import { firstSchema } from './0001-first-schema.ts';
import { failuresOfRuns } from './0002-failures-of-runs.ts';
import { reports } from './0003-reports.ts';
import { pausesAndNights } from './0004-pauses-and-nights.ts';
import { mediaAnalysis } from './0005-media-analysis.ts';
import { metadataOfItems } from './0006-metadata-of-items.ts';
import { programmeGuide } from './0007-programme-guide.ts';
import { updateFeeds } from './0007-update-feeds.ts';
import { trash } from './0008-trash.ts';
import { search } from './0009-search.ts';
import { collections } from './0010-collections.ts';
import { keptAnswers } from './0011-kept-answers.ts';
import { setAside } from './0012-set-aside.ts';
import { runsOfNights } from './0014-runs-of-nights.ts';
import { samplesOfRuns } from './0015-samples-of-runs.ts';
import { tallies } from './0016-tallies.ts';
import { unitsAndArtifacts } from './0017-units-and-artifacts.ts';
import { removals } from './0018-removals.ts';
import { made } from './0019-made.ts';
import { heicSeen } from './0020-heic-seen.ts';

/** Every step of the schema, by name, in order. A released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-schema': firstSchema,
  '0002-failures-of-runs': failuresOfRuns,
  '0003-reports': reports,
  '0004-pauses-and-nights': pausesAndNights,
  '0005-media-analysis': mediaAnalysis,
  '0006-metadata-of-items': metadataOfItems,
  '0007-programme-guide': programmeGuide,
  '0007-update-feeds': updateFeeds,
  '0008-trash': trash,
  '0009-search': search,
  '0010-collections': collections,
  '0011-kept-answers': keptAnswers,
  '0012-set-aside': setAside,
  '0014-runs-of-nights': runsOfNights,
  '0015-samples-of-runs': samplesOfRuns,
  '0016-tallies': tallies,
  '0017-units-and-artifacts': unitsAndArtifacts,
  '0018-removals': removals,
  '0019-made': made,
  '0020-heic-seen': heicSeen,
};
