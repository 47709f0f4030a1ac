/**
 * Every error a person can meet, in one place: its stable code, what it says, and what to do about it.
 * A message names what is wrong; the remedy is the next thing to try. Both are one line.
 */
const catalogue = {
  'data-folder-locked': {
    message: (p: { folder: string; holder: string }) =>
      `The data folder ${p.folder} is in use by another Butler (${p.holder}).`,
    remedy: 'Stop that one first, or give this one a folder of its own with --data.',
  },
  'data-folder-unwritable': {
    message: (p: { folder: string; cause: string }) =>
      `The data folder ${p.folder} cannot be written: ${p.cause}.`,
    remedy: 'Mend its permissions, or choose another folder with --data.',
  },
  'data-folder-newer': {
    message: (p: { folder: string; found: string; known: string }) =>
      `The data folder ${p.folder} was written by a newer Butler (its schema is ${p.found}, this one knows ${p.known}).`,
    remedy: 'Update Butler, or choose another folder with --data. Nothing was changed.',
  },
  'data-folder-older': {
    message: (p: { folder: string }) => `The data folder ${p.folder} was written by an older Butler.`,
    remedy: 'Start this one on it once: it brings the folder up to date.',
  },
  'database-corrupt': {
    message: (p: { file: string; detail: string }) => `The database ${p.file} is damaged: ${p.detail}.`,
    remedy: 'Stop Butler and put back the newest file of the backups folder.',
  },
  'database-inaccessible': {
    message: (p: { file: string; cause: string }) =>
      `The database ${p.file} cannot be read or written: ${p.cause}.`,
    remedy: 'Check the disk and its permissions; the work goes on by itself at the next run.',
  },
  'root-missing': {
    message: (p: { path: string }) => `The folder ${quote(p.path)} does not exist.`,
    remedy: 'Check the spelling, or attach the disk it is on.',
  },
  'root-not-a-folder': {
    message: (p: { path: string }) => `${quote(p.path)} is a file, not a folder.`,
    remedy: 'Name the folder that holds it.',
  },
  'root-unreadable': {
    message: (p: { path: string; cause: string }) =>
      `The folder ${quote(p.path)} cannot be read: ${p.cause}.`,
    remedy: 'Give this user the right to read it.',
  },
  'root-emptied': {
    message: (p: { path: string }) => `The folder ${quote(p.path)} is empty, but was not before.`,
    remedy: 'Attach the disk it is on. Nothing is removed from the library while it is empty.',
  },
  'root-replaced': {
    message: (p: { path: string }) =>
      `The folder ${quote(p.path)} is on another disk than before, and holds other things.`,
    remedy: 'Attach the disk that was there. Nothing is removed from the library until it is back.',
  },
  'root-unanswered': {
    message: (p: { path: string; detail: string }) =>
      `The folder ${quote(p.path)} could not be listed to the end: the process that did it was lost (${p.detail}).`,
    remedy: 'Look whether its disk, or the machine that shares it, still answers.',
  },
  'watch-limit': {
    message: (p: { path: string }) =>
      `The system lets this user watch no more folders than it does already (${quote(p.path)}).`,
    remedy:
      'Raise fs.inotify.max_user_watches, as with "sysctl -w fs.inotify.max_user_watches=524288"; until then scans find the changes.',
  },
  'watch-refused': {
    message: (p: { path: string; cause: string }) =>
      `The folder ${quote(p.path)} cannot be watched: ${p.cause}.`,
    remedy: 'Until it can, scans find what changes there.',
  },
  'root-overlaps': {
    message: (p: { path: string; section: string; other: string }) =>
      `The folder ${quote(p.path)} overlaps ${quote(p.other)} of the section "${p.section}".`,
    remedy: 'A file belongs to one section: choose folders that do not contain each other.',
  },
  'root-in-data-folder': {
    message: (p: { path: string; folder: string }) =>
      `The folder ${quote(p.path)} and Butler's data folder ${quote(p.folder)} lie inside each other.`,
    remedy: 'Keep media and data apart: choose another folder, or another one for --data.',
  },
  'section-type-unknown': {
    message: (p: { type: string; known: readonly string[] }) => `There is no section type ${quote(p.type)}.`,
    remedy: 'Use one of movie, show, artist, photo, as in --section "Kids=movie:/path".',
  },
  'section-unknown': {
    message: (p: { id: number }) => `There is no section ${p.id}.`,
    remedy: 'GET /api/v1/sections lists them all.',
  },
  'folder-outside': {
    message: (p: { path: string }) =>
      `The folder ${quote(p.path)} is none of those that may be chosen over the network.`,
    remedy:
      'GET /api/v1/folders lists where they begin; whoever starts Butler may name others with BUTLER_BROWSE_FOLDERS.',
  },
  'section-syntax': {
    message: (p: { given: string }) => `${quote(p.given)} does not describe a section.`,
    remedy: 'Write --section "Title=type:/path", with the type movie, show, artist or photo.',
  },
  'port-in-use': {
    message: (p: { host: string; port: number }) => `Port ${p.port} on ${p.host} is already in use.`,
    remedy: 'Choose another one with --port, or --port 0 for any free one.',
  },
  'address-unavailable': {
    message: (p: { host: string; cause: string }) => `Butler cannot listen on ${p.host}: ${p.cause}.`,
    remedy: 'Choose an address of this machine with --host; 127.0.0.1 always works.',
  },
  'option-invalid': {
    message: (p: { option: string; given: string; expected: string }) =>
      `${p.option} is ${quote(p.given)}, but must be ${p.expected}.`,
    remedy: 'See butler --help.',
  },
  'host-without-token': {
    message: (p: { host: string }) =>
      `Listening on ${p.host} opens Butler to the network, and no token was given.`,
    remedy: 'Give one of at least 16 characters with --token or BUTLER_TOKEN.',
  },
  'preference-unknown': {
    message: (p: { id: string; nearest?: string | undefined }) =>
      `There is no preference ${quote(p.id)}${p.nearest === undefined ? '.' : `; did you mean ${p.nearest}?`}`,
    remedy: 'GET /api/v1/settings and GET /:/prefs list them all.',
  },
  'preference-value': {
    message: (p: { id: string; given: string; expected: string }) =>
      `${p.id} cannot be ${quote(p.given)}: it must be ${p.expected}.`,
    remedy: 'GET /api/v1/settings and GET /:/prefs tell the type and the values of each preference.',
  },
  'preference-read-only': {
    message: (p: { id: string }) => `${p.id} cannot be changed.`,
    remedy: 'It follows from the installation.',
  },
  'schedule-text': {
    message: (p: { given: string; expected: string }) =>
      `${quote(p.given)} cannot be read: it must be ${p.expected}.`,
    remedy: 'Such as "Mon-Fri 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min", or "2026-12-24; 12-31".',
  },
  'task-unknown': {
    message: (p: { name: string; nearest?: string | undefined }) =>
      `There is no task ${quote(p.name)}${p.nearest === undefined ? '.' : `; did you mean ${p.nearest}?`}`,
    remedy: 'GET /api/v1/tasks and GET /butler list them all.',
  },
  'task-indivisible': {
    message: (p: { name: string }) => `${p.name} works on the whole library, not on single files.`,
    remedy: 'Start it as a whole: POST /api/v1/tasks/{task}/start.',
  },
  'item-unknown': {
    message: (p: { id: number }) => `There is no item ${p.id}.`,
    remedy: 'GET /api/v1/items lists them; a scan may have taken it away or filed it anew.',
  },
  'run-unknown': {
    message: (p: { id: number }) => `There is no run ${p.id}.`,
    remedy: 'GET /api/v1/runs lists them, the newest first; those of long ago are forgotten.',
  },
  'unit-unknown': {
    message: (p: { task: string; part: number }) => `${p.task} has no unit of the file ${p.part}.`,
    remedy: 'GET /api/v1/runs/{id}/units lists those of the last run of a task; earlier ones are forgotten.',
  },
  'artifact-unknown': {
    message: (p: { kind: string; part: number }) =>
      `There is no derived file ${p.kind} of the file ${p.part}.`,
    remedy: 'GET /api/v1/artifacts lists them all; a task may not have made it yet.',
  },
  'activity-unknown': {
    message: (p: { id: string }) => `There is no activity ${quote(p.id)}; it may have ended.`,
    remedy: 'GET /api/v1/activities lists what runs now.',
  },
  'activity-fixed': {
    message: (p: { id: string }) => `The activity ${quote(p.id)} cannot be cancelled.`,
    remedy: 'Wait for its end.',
  },
  'channel-unknown': {
    message: (p: { channel: string }) => `There is no channel ${quote(p.channel)} in the guide.`,
    remedy: 'GET /api/v1/guide/channels lists them all.',
  },
  'guide-unreadable': {
    message: (p: { address: string; cause: string }) =>
      `The guide ${quote(p.address)} cannot be read: ${p.cause}.`,
    remedy: 'Check it and ButlerGuideSources; what was read of it before is still shown.',
  },
  'update-untrusted': {
    message: (p: { address: string; cause: string }) =>
      `The update feed ${p.address} is not believed: ${p.cause}.`,
    remedy: 'Nothing was changed. Check ButlerUpdateFeed; where it is right, ask who publishes the feed.',
  },
  'update-not-installed': {
    message: (p: { version: string; cause: string }) => `Butler ${p.version} was not installed: ${p.cause}.`,
    remedy: 'The version in use goes on. docs/guide/updates.md tells what installing takes.',
  },
  'pause-unknown': {
    message: (p: { scope: string }) => `Nobody paused ${p.scope === 'all' ? 'everything' : p.scope} by hand.`,
    remedy: 'GET /api/v1/pauses lists what rests work; what was not paused by hand goes on by itself.',
  },
  'request-invalid': {
    message: (p: { problems: string }) => `The request is not valid: ${p.problems}.`,
    remedy: 'GET /api/v1/openapi.json describes every request.',
  },
  'request-malformed': {
    message: (_: Record<never, never>) => 'The request cannot be read.',
    remedy: 'GET /api/v1/openapi.json describes every request.',
  },
  'path-unknown': {
    message: (_: Record<never, never>) => 'There is nothing at this address.',
    remedy: 'GET /api/v1/openapi.json lists every address.',
  },
  'key-reused': {
    message: (_: Record<never, never>) => 'Another request was made with this Idempotency-Key.',
    remedy: 'Give each request a key of its own, and the same one only when it is made again.',
  },
  'request-under-way': {
    message: (_: Record<never, never>) => 'The same request is being answered.',
    remedy: 'Ask again in a moment, with the same Idempotency-Key.',
  },
  'changed-meanwhile': {
    message: (_: Record<never, never>) => 'It was changed since it was read, so nothing was done.',
    remedy: 'Read it again, and decide anew.',
  },
  'method-unknown': {
    message: (_: Record<never, never>) => 'This address does not answer to that method.',
    remedy: 'GET /api/v1/openapi.json lists what each address does.',
  },
  'token-wrong': {
    message: (_: Record<never, never>) => 'The request brings no token, or a wrong one.',
    remedy: 'Send the one in the file "token" of the data folder, in the header X-Plex-Token.',
  },
  'token-renewed': {
    message: (_: Record<never, never>) => 'The token was renewed: the one before is good no more.',
    remedy:
      'Sign in with the new one, which butler token prints and the file "token" of the data folder holds.',
  },
  'token-given': {
    message: (_: Record<never, never>) => 'This server was started with a token that it was given.',
    remedy:
      'Start it with another --token or BUTLER_TOKEN, or with none: then it has one of its own, to be renewed.',
  },
  'webhook-secret-wrong': {
    message: (_: Record<never, never>) => 'The webhook brings no secret, or a wrong one.',
    remedy:
      'Set ButlerWebhookSecret, and send it in the query parameter "secret" or the header X-Butler-Secret.',
  },
  'code-wrong': {
    message: (_: Record<never, never>) => 'The code is wrong, was used before, or is older than ten minutes.',
    remedy: 'Sign in with the token, or with a new link: the server prints one when it starts.',
  },
  'too-many-guesses': {
    message: (_: Record<never, never>) => 'Too many wrong tokens or secrets came from this address.',
    remedy: 'Wait for a minute; the right one is always let in.',
  },
  'origin-foreign': {
    message: (_: Record<never, never>) => 'Pages of other sites may not change anything here.',
    remedy: 'Ask from a page of this server, or from outside of a browser.',
  },
  'host-unknown': {
    message: (_: Record<never, never>) => 'This server does not go by that name.',
    remedy: 'Use its IP address, or start it with that name as --host.',
  },
  'body-too-large': {
    message: (_: Record<never, never>) => 'The body of the request is too large.',
    remedy: 'Send at most 64 KiB; a webhook may have 2 MiB.',
  },
  'body-unknown': {
    message: (_: Record<never, never>) => 'The body of the request is of a type that is not read here.',
    remedy: 'Send JSON, with the header Content-Type: application/json.',
  },
  'expectation-unknown': {
    message: (_: Record<never, never>) => 'The request expects what this server does not do.',
    remedy: 'Leave the header Expect out.',
  },
  internal: {
    message: (_: Record<never, never>) => 'Something went wrong that nobody foresaw.',
    remedy: 'The log of the server says what; please report it.',
  },
  'occurrence-claimed': {
    message: (p: { task: string; serviceDay: string }) =>
      `${p.task} was already started by the window of ${p.serviceDay}.`,
    remedy: 'Nothing to do: it runs once in a night.',
  },
  'disk-full': {
    message: (p: { path: string; needed?: string; free?: string }) =>
      `There is no room at ${p.path}${p.needed ? `: ${p.needed} needed, ${p.free} free` : ''}.`,
    remedy: 'Free some space; the work goes on by itself at the next run.',
  },
  'folder-unwritable': {
    message: (p: { folder: string; cause: string }) => `${quote(p.folder)} cannot be written: ${p.cause}.`,
    remedy: 'Mend its permissions or its disk; the work goes on by itself at the next run.',
  },
  'media-engine-missing': {
    message: (p: { platform: string }) => `The media engine for ${p.platform} is not installed.`,
    remedy: 'Run npm ci again without --omit=optional; on other platforms media tasks cannot run.',
  },
  'photo-models-missing': {
    message: (p: { cause: string }) => `The models that look at photos cannot be loaded: ${p.cause}.`,
    remedy: 'Run npm ci again: the packages of package-lock.json are not all there.',
  },
  'media-unreadable': {
    message: (p: { path: string; cause: string }) => `${quote(p.path)} cannot be read as media: ${p.cause}.`,
    remedy: 'Check whether it plays; it is tried again when the file changes.',
  },
  'nfo-unreadable': {
    message: (p: { path: string; cause: string }) => `${quote(p.path)} is not as it should be: ${p.cause}.`,
    remedy: 'Mend it, or remove it; it is read again when it changes. What it said before stays.',
  },
  'media-changed': {
    message: (p: { path: string }) => `${quote(p.path)} changed or vanished while it was read.`,
    remedy: 'It is read again after the next scan.',
  },
  'worker-lost': {
    message: (p: { detail: string }) => `The worker process ended in the middle of the work (${p.detail}).`,
    remedy: 'It is tried again; after three times the file is set aside until it changes.',
  },
  'backup-unverified': {
    message: (p: { detail: string }) =>
      `The backup did not match the database and was discarded: ${p.detail}.`,
    remedy: 'Check the disk of the backup folder; earlier backups are untouched.',
  },
  'backup-damaged': {
    message: (p: { file: string; detail: string }) => `The backup ${quote(p.file)} is damaged: ${p.detail}.`,
    remedy: 'Take another one: butler backups lists them. Nothing was changed.',
  },
  'backup-unknown': {
    message: (p: { given: string; folder: string }) =>
      `${quote(p.given)} is no backup, neither as a path nor in ${quote(p.folder)}.`,
    remedy: 'butler backups lists what is there; a file of another folder is named with its path.',
  },
  'backup-unlisted': {
    message: (p: { name: string }) => `There is no backup ${quote(p.name)}.`,
    remedy: 'GET /api/v1/backups lists them all.',
  },
  'backup-busy': {
    message: (_: Record<never, never>) => 'Another backup is being restored on trial.',
    remedy: 'Wait until it ends: they would only slow each other down.',
  },
  'restore-busy': {
    message: (p: { backup: string }) => `The backup ${quote(p.backup)} is being restored.`,
    remedy: 'Wait until it ends; the server is away for a moment then.',
  },
  'restore-final': {
    message: (_: Record<never, never>) => 'What was there before the last restore is not kept any more.',
    remedy: 'Restore another backup: GET /api/v1/backups lists them all.',
  },
  'restore-cut-off': {
    message: (_: Record<never, never>) => 'The restore was cut off before the backup was in its place.',
    remedy: 'Restore it again.',
  },
  'quarantine-unknown': {
    message: (p: { id: string }) => `There is nothing called ${quote(p.id)} in the quarantine.`,
    remedy: 'GET /api/v1/quarantine lists what can be put back; after seven days it goes.',
  },
  'backup-newer': {
    message: (p: { file: string; found: string; known: string }) =>
      `The backup ${quote(p.file)} was made by a newer Butler (its schema is ${p.found}, this one knows ${p.known}).`,
    remedy: 'Update Butler first. Nothing was changed.',
  },
  'backup-folder': {
    message: (p: { folder: string; cause: string }) =>
      `Backups cannot be kept in ${quote(p.folder)}: ${p.cause}.`,
    remedy: 'Choose another folder with ButlerDatabaseBackupPath; earlier backups are untouched.',
  },
  'folder-unmarked': {
    message: (p: { folder: string }) =>
      `${p.folder} does not carry Butler's marker, so nothing in it is cleaned.`,
    remedy: 'Check that the right disk is attached there; Butler marks the folders that it makes itself.',
  },
  'quarantine-elsewhere': {
    message: (p: { folder: string; quarantine: string }) =>
      `${quote(p.folder)} is on another disk than the quarantine ${quote(p.quarantine)}.`,
    remedy: 'Keep both on one disk: what is cleaned is moved there, never copied. Nothing was moved.',
  },
  'quarantine-restore': {
    message: (p: { id: string; cause: string }) => `${quote(p.id)} cannot be put back: ${p.cause}.`,
    remedy: 'The files manifest.jsonl in the quarantine folder list what is there, and where it came from.',
  },
  'webhook-unreadable': {
    message: (p: { kind: string; cause: string }) => `A webhook for ${p.kind} cannot be read: ${p.cause}.`,
    remedy: 'Check that its address names the server that sends it, and the template where that has one.',
  },
  'playback-unknown': {
    message: (p: { server: string; cause: string }) => `${p.server} does not tell who watches: ${p.cause}.`,
    remedy: 'Check its address and token in the preferences; work goes on, and it is asked again.',
  },
  'notice-undelivered': {
    message: (p: { channel: string; cause: string }) =>
      `A notice could not be sent through ${p.channel}: ${p.cause}.`,
    remedy: 'Check its preferences; this is told once, until a notice gets through again.',
  },
  'notices-dropped': {
    message: (p: { channel: string; because: string }) =>
      `Notices for ${p.channel} were dropped: ${p.because}.`,
    remedy: 'The reports and the history tell what was in them.',
  },
  'command-unknown': {
    message: (p: { name: string; nearest?: string | undefined }) =>
      `There is no command ${quote(p.name)}${p.nearest === undefined ? '.' : `; did you mean ${p.nearest}?`}`,
    remedy: 'butler help lists them all.',
  },
  'address-invalid': {
    message: (p: { given: string }) => `${quote(p.given)} is no address of a server.`,
    remedy: 'Write it like http://192.168.1.5:32500, without a path.',
  },
  'profile-unknown': {
    message: (p: { name: string; nearest?: string | undefined }) =>
      `There is no profile ${quote(p.name)}${p.nearest === undefined ? '.' : `; did you mean ${p.nearest}?`}`,
    remedy: 'butler profile lists them; butler profile add makes one.',
  },
  'profile-name': {
    message: (p: { name: string }) => `${quote(p.name)} cannot be the name of a profile.`,
    remedy: 'Use up to 40 letters, digits, dots, dashes and underscores, beginning with a letter or digit.',
  },
  'profiles-unreadable': {
    message: (p: { file: string; cause: string }) =>
      `The profiles in ${quote(p.file)} cannot be read: ${p.cause}.`,
    remedy: 'Mend the file, or remove it and add the profiles again.',
  },
  'section-named': {
    message: (p: { given: string; nearest?: string | undefined }) =>
      `There is no section ${quote(p.given)}${p.nearest === undefined ? '.' : `; did you mean ${quote(p.nearest)}?`}`,
    remedy: 'butler sections lists them all.',
  },
  'server-absent': {
    message: (p: { folder: string }) => `No Butler is at work on the data folder ${quote(p.folder)}.`,
    remedy: 'Start it with butler, or name another one with --data, --server or --profile.',
  },
  'server-unreachable': {
    message: (p: { address: string; from: string; cause: string }) =>
      `Nothing answers at ${p.address} (${p.from}): ${p.cause}.`,
    remedy: 'See whether the server runs, and whether address and network are right; --server names another.',
  },
  'token-refused': {
    message: (p: { address: string; from: string }) => `${p.address} does not accept the token (${p.from}).`,
    remedy: "Give the right one with --token or a profile; a Butler's own is printed by butler token.",
  },
  'server-unable': {
    message: (p: { address: string; cause: string }) => `${p.address} cannot do that: ${p.cause}.`,
    remedy: 'butler help servers tells what a Plex Media Server can do; an older Butler can be updated.',
  },
  cancelled: {
    message: (_: Record<never, never>) => 'The work was cancelled.',
    remedy: 'Start the task again to go on where it stopped.',
  },
} as const;

export type ErrorCode = keyof typeof catalogue;

/** All of them, in the order of the catalogue. */
export const errorCodes = Object.keys(catalogue) as readonly ErrorCode[];

export function remedyOf(code: ErrorCode): string {
  return catalogue[code].remedy;
}

/** The messages of an error with `{places}` for its parameters: several, where it says more when it knows more. */
export function messagesOf(code: ErrorCode): readonly string[] {
  const message = catalogue[code].message as (parameters: object) => string;
  const asked = new Set<string>();
  const tell = (without?: string) =>
    message(
      new Proxy(
        {},
        {
          get: (_, name) => {
            asked.add(String(name));
            return name === without ? undefined : `{${String(name)}}`;
          },
        },
      ),
    );
  const whole = tell();
  const others = [...asked].map(tell).filter(text => !text.includes('undefined'));
  return [...new Set([whole, ...others])];
}

type Parameters_<C extends ErrorCode> = Parameters<(typeof catalogue)[C]['message']>[0];

/** A file name as it may be shown: quoted, with control characters and line breaks escaped. */
export function quote(name: string): string {
  return JSON.stringify(name);
}

/** The only error that Butler throws on purpose: `code` is stable, `message` one line, `remedy` what to do. */
export class ButlerError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  /** With the code all that it takes to make the same error again beyond a thread or process. */
  readonly parameters: Parameters_<C>;
  readonly remedy: string;

  constructor(code: C, parameters: Parameters_<C>, options?: { cause?: unknown }) {
    const message = catalogue[code].message as (p: Parameters_<C>) => string;
    super(message(parameters), options);
    this.name = 'ButlerError';
    this.code = code;
    this.parameters = parameters;
    this.remedy = catalogue[code].remedy;
  }
}

/** Whether an error is this one of the catalogue. */
export function isError<C extends ErrorCode>(error: unknown, code: C): error is ButlerError<C> {
  return error instanceof ButlerError && error.code === code;
}

/** One line for any thrown value: message and, for a {@link ButlerError}, what to do. */
export function formatError(error: unknown): string {
  if (error instanceof ButlerError) return `${error.message} ${error.remedy}`;
  if (error instanceof Error) return error.message.replaceAll(/\s*\n\s*/g, ' ');
  return String(error);
}
