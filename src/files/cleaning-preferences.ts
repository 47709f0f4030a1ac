import type { Preference } from '../domain/preference.ts';

/** One switch for all tasks that clean. */
export const dryRun: Preference<'bool'> = {
  id: 'ButlerCleaningDryRun',
  type: 'bool',
  default: false,
  label: 'Only tell what cleaning would remove',
  summary:
    'Tasks that clean up list what they would set aside, with its bytes, in the log of their run, and remove nothing.',
  group: 'butler',
  advanced: true,
};
