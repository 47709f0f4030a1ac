import type { Migration } from 'kysely/migration';
import { firstSchema } from './0001-first-schema.ts';
import { failuresOfRuns } from './0002-failures-of-runs.ts';
import { reports } from './0003-reports.ts';
import { metadataOfItems } from './0006-metadata-of-items.ts';

/** Every step of the schema, by name, in order. A released one is never changed. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-schema': firstSchema,
  '0002-failures-of-runs': failuresOfRuns,
  '0003-reports': reports,
  '0006-metadata-of-items': metadataOfItems,
};
