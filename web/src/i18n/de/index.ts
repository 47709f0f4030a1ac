import type { Messages } from '../messages.ts';
import { backups } from './backups.ts';
import { library } from './library.ts';
import { nights } from './nights.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { tasks } from './tasks.ts';
import { tonight } from './tonight.ts';

export const de: Messages = {
  ...shell,
  ...settings,
  ...library,
  ...tasks,
  ...tonight,
  ...backups,
  ...nights,
};
