import type { Element } from '../response.ts';

/** The types of notifications that Butler sends, each with the name that Plex gives to what is in one. */
const entryNames = {
  activity: 'ActivityNotification',
  preference: 'Setting',
  status: 'StatusNotification',
  timeline: 'TimelineEntry',
} as const;

/** Something that clients of Plex are told as it happens. */
export interface Notification {
  readonly type: keyof typeof entryNames;
  readonly entry: Element;
}

export type Tell = (notification: Notification) => void;

/** A message of the websocket: a container with a list of one. */
export function formatMessage({ type, entry }: Notification): string {
  return JSON.stringify({ NotificationContainer: { type, size: 1, [entryNames[type]]: [entry] } });
}

/** An event of the event stream. There Plex tells the entry alone, in no list and no container. */
export function formatEvent({ type, entry }: Notification): string {
  return `event: ${type}\ndata: ${JSON.stringify({ [entryNames[type]]: entry })}\n\n`;
}
