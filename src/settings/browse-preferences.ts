import type { Preference } from '../domain/preference.ts';

export const browseFolders: Preference<'text'> = {
  id: 'ButlerBrowseFolders',
  type: 'text',
  default: '',
  label: 'Folders that clients may choose media from',
  summary:
    'Given in the environment as BUTLER_BROWSE_FOLDERS, with the sign between them that PATH has: then sections are added over the network from these folders only. When it is empty, the home folder, attached disks and the folders of sections are shown.',
  group: 'library',
  advanced: true,
  readOnly: true,
};
