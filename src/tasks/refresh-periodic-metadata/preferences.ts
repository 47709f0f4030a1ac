import type { Preference } from '../../domain/preference.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskRefreshPeriodicMetadata',
  type: 'bool',
  default: true,
  label: 'Refresh library metadata periodically',
  summary:
    'Asks the providers that are named in ButlerMetadataProviders about what is here: new items often, old ones seldom.',
  group: 'butler',
};

export const itemsPerNight: Preference<'int'> = {
  id: 'ButlerMetadataItemsPerNight',
  type: 'int',
  default: 1_000,
  label: 'Items that providers are asked about in a night',
  summary: 'Films, shows, artists and albums in one run; seasons and episodes come with their show.',
  group: 'library',
  advanced: true,
  range: [1, 20_000],
};
