import { formatDate } from '../../../i18n/format.ts';
import { t } from '../../../i18n/i18n.ts';
import { closesOf, type DraftWindow, formatTime, groups } from './draft.ts';

/** 1970-01-05 was a Monday. */
const mondayMs = 4 * 86_400_000;

/** The name of an ISO weekday. */
export function weekdayName(day: number, weekday: 'long' | 'short' | 'narrow'): string {
  return formatDate(mondayMs + (day - 1) * 86_400_000, { weekday }, 'UTC');
}

export function hoursOf(window: DraftWindow): string {
  return t('windows.hours', { opens: formatTime(window.opens), closes: formatTime(closesOf(window)) });
}

/** What may work in a window. */
export function groupsOf(window: DraftWindow): string {
  if (window.groups.length === groups.length) return t('windows.allTasks');
  return window.groups.map(group => t(`windows.group.${group}`)).join(', ');
}
