import { mostWebhookBytes, type PlaybackEvent, type PlaybackSource } from '../domain/playback.ts';
import { parseEmbyEvent } from './emby.ts';
import { parseJellyfinEvent } from './jellyfin.ts';
import { parsePlexEvent } from './plex.ts';
import { parseTautulliEvent } from './tautulli.ts';
import { unreadable } from './unreadable.ts';

/** The longest text in it, in bytes. */
const mostTextBytes = 64 * 1024;

const parsers: { readonly [S in PlaybackSource]: (payload: unknown) => PlaybackEvent | undefined } = {
  plex: parsePlexEvent,
  jellyfin: parseJellyfinEvent,
  emby: parseEmbyEvent,
  tautulli: parseTautulliEvent,
};

/**
 * What a webhook tells, whether it came as JSON, as a form, or as JSON in the field `payload` or `data` of a form.
 * Without a form's content type the body is taken for JSON: Jellyfin calls its JSON plain text. Undefined for an event
 * of no interest; throws `webhook-unreadable` for whatever is not of that kind.
 */
export async function readWebhook(
  kind: PlaybackSource,
  contentType: string | undefined,
  body: Uint8Array,
): Promise<PlaybackEvent | undefined> {
  return parsers[kind](await readPayload(kind, contentType ?? '', body));
}

async function readPayload(kind: PlaybackSource, contentType: string, body: Uint8Array): Promise<unknown> {
  const isMultipart = /^multipart\/form-data\b/i.test(contentType);
  if (body.byteLength > mostWebhookBytes) throw unreadable(kind, 'it is longer than 2 MiB');
  if (!isMultipart && body.byteLength > mostTextBytes) throw unreadable(kind, 'it is longer than 64 KiB');
  if (!isMultipart && !/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    return parseJson(kind, new TextDecoder().decode(body));
  }
  const form = await readForm(kind, contentType, body);
  const json = form.get('payload') ?? form.get('data');
  // A form may also have one field for each property.
  if (json === null) return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  const length = typeof json === 'string' ? Buffer.byteLength(json) : json.size;
  if (length > mostTextBytes) throw unreadable(kind, 'its text is longer than 64 KiB');
  return parseJson(kind, typeof json === 'string' ? json : await json.text());
}

async function readForm(kind: PlaybackSource, contentType: string, body: Uint8Array): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  } catch (error) {
    throw unreadable(kind, 'it is no form, although it says so', error);
  }
}

function parseJson(kind: PlaybackSource, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(kind, 'it is no JSON', error);
  }
}
