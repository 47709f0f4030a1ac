import { backups } from './backups.ts';
import { library } from './library.ts';
import { nights } from './nights.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { tasks } from './tasks.ts';
import { tonight } from './tonight.ts';

/** English, by which the keys of all messages and their values are known. */
export const en = { ...shell, ...settings, ...library, ...tasks, ...tonight, ...backups, ...nights } as const;
