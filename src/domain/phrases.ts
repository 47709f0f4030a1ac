import { type ErrorCode, errorCodes, messagesOf, remedyOf } from './errors.ts';
import { formatPhrase, type PhraseValues, readerOf, type ValuesOf } from './phrase.ts';

/**
 * What runs say of themselves, by its code. It is kept as the sentence it makes: {@link readPhrases} finds the codes in
 * it again, so that what was said years ago can be told in other languages too.
 */
const phrases = {
  // How runs end.
  'run-cancelled': 'Cancelled; what was done is kept.',
  'run-interrupted': 'Interrupted when Butler stopped; it goes on when Butler starts again.',
  'run-yielded': 'The window closed; the rest goes on the next night.',
  'window-closed': 'The window closed.',
  'switched-off': 'Switched off in the settings.',
  'stopped-by-hand': 'Stopped by hand.',
  'butler-stops': 'Butler is stopping.',
  'butler-ended': 'Butler ended while this run was in hand.',

  // What became of files that they could not read.
  'files-set-aside': '{count|file is|files are} set aside after repeated failures.',
  'files-changed': '{count|file|files} changed or vanished meanwhile.',

  // What they look for in files.
  'index-files-fresh': 'Every video has its preview thumbnails.',
  'index-files-made':
    'Made preview thumbnails for {done|video|videos} of {bytes:bytes} in all[; {failed|video|videos} failed].',
  'chapters-fresh': 'Every chapter has its picture.',
  'chapters-made':
    'Made pictures of the chapters of {done|video|videos} of {bytes:bytes} in all[; {failed|video|videos} failed].',
  'photos-fresh': 'Every photo has its tags.',
  'photos-measured': 'Tagged {done|photo|photos}[; {failed|photo|photos} failed].',
  'blur-hashes-fresh': 'Every picture has its blur hash.',
  'blur-hashes-made': 'Hashed the pictures of {done|file|files}[; {failed|file|files} failed].',
  'credits-fresh': 'The credits of every video are known.',
  'credits-found':
    'Looked at the end of {done|video|videos} and found the credits of {marked:number} of {decided:number}[; {failed|file|files} failed].',
  'intros-fresh': 'The intro of every episode is known.',
  'intros-found':
    'Listened to {done|episode|episodes} and found the intro of {marked:number} of {decided:number}[; {failed|file|files} failed].',
  'breaks-fresh': 'The breaks of every video are known.',
  'breaks-found':
    'Listened to {done|video|videos} and found breaks in {marked:number} of {decided:number}[; {failed|file|files} failed].',
  'analyses-fresh': 'Every analysis is up to date.',
  'analyses-repeated': 'Repeated the analysis of {done|file|files}[; {failed|file|files} failed].',
  'deep-fresh': 'Every film is analysed.',
  'deep-measured':
    'Measured the bitrate, keyframes, picture and sound of {done|file|files}[; {failed|file|files} failed].',
  'loudness-fresh': 'The loudness of every file is known.',
  'loudness-measured': 'Measured the loudness of {done|file|files}[; {failed|file|files} failed].',
  'albums-summed-up': 'Summed up {count|album|albums}.',
  'music-fresh': 'Tempo, key and character of every track are known.',
  'music-measured': 'Measured tempo, key and character of {done|file|files}[; {failed|file|files} failed].',
  'tracks-twice': '{count|new track is|new tracks are} there twice.',
  'speech-fresh': 'When somebody speaks is known of every film and episode.',
  'speech-measured': 'Measured the speech of {done|file|files}[; {failed|file|files} failed].',
  'subtitles-off': '{count|subtitle file|subtitle files} should come earlier or later.',

  // How it stands with what they make.
  'not-made': 'It was not made yet.',
  'stale-product': 'Made with {before}, not {after}.',
  'stale-files': '{count|file was|files were} made with {before}, not {after}.',
  'stale-files-mixed': '{count|file was|files were} made with {before}, not {after}, others in other ways.',

  // What they do to the library.
  'scan-looked-through': 'Looked through {folder:quoted}.',
  'scan-found':
    'Found {files|file|files} in {sections|section|sections}<: {added:number} new; {changed:number} changed; {moved:number} moved; {missing:number} missing; {unreadable:number} unreadable>.',
  'scan-found-in':
    'Found {files|file|files} in {section}<: {added:number} new; {changed:number} changed; {moved:number} moved; {missing:number} missing; {unreadable:number} unreadable>.',
  'local-media-unchanged': 'Nothing in or beside the media of {items|item|items} has changed.',
  'local-media-refreshed':
    'Refreshed {changed|item|items} of {items|item|items}<: {descriptions|description|descriptions}; {pictures|picture|pictures}; {sidecars|subtitle or lyrics file|subtitle and lyrics files}; {embedded|item with embedded tags|items with embedded tags}>.',
  'nfo-problems': '{count|problem|problems} with NFO files; the log names them.',
  'files-unread': '{count|file|files} could not be read.',
  'collections-none': 'There is nothing to collect.',
  'collections-fresh': 'Every collection is up to date.',
  'collections-changed':
    'Collections<: {made:number} made; {changed:number} changed; {removed:number} taken out>.',
  'guides-none': 'No programme guide is named in ButlerGuideSources, so there was nothing to take in.',
  'guides-unchanged': '{count|guide|guides} had nothing new.',
  'guides-taken-in':
    'Took in {programmes|programme|programmes} on {channels|channel|channels} from {guides|guide|guides}, {matched:number} of shows in the library.',
  'guides-unread': '{count|guide|guides} could not be read: {cause}',
  'providers-none':
    'No provider is named in ButlerMetadataProviders, so nobody was asked: what lies beside the media and in them is all there is.',
  'metadata-not-due': 'Of {items|item|items} that providers can be asked about none was due.',
  'metadata-asked':
    'Asked about {asked:number} of {items|item|items}<: {described:number} described; {unchanged:number} unchanged; {unknown:number} unknown to them; {failed:number} without an answer, which the log explains; {pictures|picture|pictures} fetched; {missed|picture|pictures} not to be had>.',

  'provider-closed': '{provider} was not asked, because {setting} is empty.',
  'provider-down': '{provider} is not to be asked now ({because}).',
  'metadata-waits': '{count|item waits|items wait} for another night.',

  // What they clean.
  'bundles-of-empty-library':
    'Cleaned nothing: the library is empty, and the bundles folder is not ({count|bundle|bundles}).',
  'bundles-held': 'Cleaned nothing: {because}. A person must confirm it with {setting}; the log lists them.',
  'bundles-clean':
    'Nothing to clean[ among {all|bundle|bundles}][; removed {purged:bytes} from the quarantine for good].',
  'bundles-set-aside':
    'Set aside {count|bundle|bundles} ({bytes:bytes})[ among {all|bundle|bundles}][; removed {purged:bytes} from the quarantine for good].',
  'bundles-dry-run': 'Dry run: would set aside {count|bundle|bundles} ({bytes:bytes}); removed nothing.',
  'cache-clean':
    'Nothing to clean[ among {all|file|files}][; removed {purged:bytes} from the quarantine for good].',
  'cache-set-aside':
    'Set aside {count|file|files} ({bytes:bytes})[ among {all|file|files}][; removed {purged:bytes} from the quarantine for good].',
  'cache-dry-run': 'Dry run: would set aside {count|file|files} ({bytes:bytes}); removed nothing.',
  'cache-held':
    'Cleaned nothing: {count:number} of {all|file|files} are many. A person must confirm it with {setting}; the log lists them.',
  'pictures-clean':
    'Nothing to clean[ among {all|picture|pictures}][; removed {purged:bytes} from the quarantine for good][; set aside {tags|unused tag|unused tags}].',
  'pictures-set-aside':
    'Set aside {count|picture|pictures} ({bytes:bytes})[ among {all|picture|pictures}][; removed {purged:bytes} from the quarantine for good][; set aside {tags|unused tag|unused tags}].',
  'pictures-dry-run':
    'Dry run: would set aside {count|picture|pictures} ({bytes:bytes}); removed nothing (nor {tags|tag|tags}).',
  'pictures-held': 'Left what is many: {because}. A person must confirm it with {setting}.',
  'trash-clean': 'Nothing to clean[; forgot {forgotten|row|rows} that left the library a week ago].',
  'trash-set-aside':
    'Set aside <{media:number} media without a file; {items:number} items without media; {folders:number} folders that are gone; {units:number} pieces of work on files that are gone>[; forgot {forgotten|row|rows} that left the library a week ago].',
  'trash-held':
    'Left <{media:number} media without a file; {items:number} items without media; {folders:number} folders that are gone; {units:number} pieces of work on files that are gone>, which a person must confirm with {setting}; the log lists them.',
  'trash-dry-run':
    'Dry run: would set aside <{media:number} media without a file; {items:number} items without media; {folders:number} folders that are gone; {units:number} pieces of work on files that are gone>; removed nothing.',

  // Why it is cleaned, and what of the library.
  'bundle-orphaned': 'no file of the library has the content {hash}; unchanged for {days|day|days}',
  'cache-unfinished': 'unfinished, and untouched for {days|day|days}',
  'cache-unused': 'not used for {days|day|days}',
  'cache-too-large': 'the cache is too large; not used for {days|day|days}',
  'picture-orphaned': 'no item has this picture; unchanged for {days|day|days}',
  'tags-unused': '{count|tag|tags} that no item has',
  'trash-holds':
    '<{media:number} media without a file; {items:number} items without media; {folders:number} folders that are gone; {units:number} pieces of work on files that are gone>',

  // What they do for Butler itself.
  'backed-up':
    'Backed up the database ({bytes:bytes}, {rows|row|rows}) as {file} and compared what it restores to with it[; removed {removed|older backup|older backups}][; a second copy is in {second}][; there is no second copy: {because}][; the oldest, {sound}, was restored on trial and is good][; the oldest, {damaged}, is damaged and no longer counts].',
  'database-optimized':
    'Optimized the database: {before:bytes} before, of which {unusedBefore:bytes} unused; {after:bytes} now, of which {unusedAfter:bytes} unused.',
  'database-rewritten':
    'Optimized the database: {before:bytes} before, of which {unusedBefore:bytes} unused; {after:bytes} now, of which {unusedAfter:bytes} unused, written anew.',
  'updates-unasked': 'No update feed is named in ButlerUpdateFeed, so nobody was asked.',
  'updates-unbelieved': 'Butler was started without BUTLER_UPDATE_KEY, so nobody is believed.',
  'updates-impossible': 'This Butler cannot be updated by itself: {because}.',
  'update-newest': 'Butler {installed} is the newest of the {channel} channel.',
  'update-out': 'Butler {version} is out, and {installed} is installed; the log tells what is new.',
  'update-verified':
    'Butler {version} is out, and {installed} is installed; its package is verified: {file}.',
  'update-refused': 'Butler {version} was tried and is not used: {because}. A later one will be tried.',
  'update-installed':
    'Butler {version} is installed and starts now; {installed} goes on where it does not answer within {seconds:number} s.',

  // Why work rests.
  'paused-by-hand': 'Asked for by hand.',
  'many-watch': '{count:number} people watch.',
  'somebody-watches': 'Somebody watches[ {what}][ on {player}].',
  'somebody-paused': 'Somebody has paused[ {what}][ on {player}].',
  'person-watches': '{who} watches[ {what}][ on {player}].',
  'person-paused': '{who} has paused[ {what}][ on {player}].',
  'on-battery': 'The computer runs on battery[, with {percent:number} % left].',
  'processor-hot': 'The processor has {degrees:number} °C, and may have {most:number} °C.',
  'memory-short': 'Memory is short: tasks waited for it {percent:number} % of the last 10 s.',
  'disk-busy': 'The disk is busy with other work: tasks waited {percent:number} % of the last 10 s.',
  'processor-busy': 'The processor is busy with other work: {percent:number} % of it in the last 10 s.',
  'computer-loaded':
    'The computer is busy with other work: a load of {percent:number} % of its cores in the last minute.',

  // What a value must be.
  'expect-bool': 'true or false',
  'expect-whole': 'a whole number[ from {least} to {most}]',
  'expect-number': 'a number[ from {least} to {most}]',
  'expect-off-or-within': '0, or from {least} to {most}',
  'expect-even': 'an even number',
  'expect-line': 'one line of text',
  'expect-one-of': 'one of {choices}',
  'expect-some-of': 'some of {choices}, with commas between them, or empty',
  'expect-list-of': 'a list of {choices}, or empty',
  'expect-known': '"{wrong}" is none of {choices}',
  'expect-path': 'an absolute path, or empty',
  'expect-program': 'the full path of a program, an array such as {example}, or empty',
  'expect-address': 'an address such as {example}, or empty',
  'expect-places': 'full paths or addresses such as {example}, or empty',
  'expect-contact': 'an e-mail address or the address of a page, or empty',
  'expect-language': 'a language such as {example}, or with a country, as {other}',
  'expect-zone': 'an IANA zone such as {example}',
  'expect-tmdb-key': '32 hexadecimal digits, or a read access token, or empty',
  'expect-public-key': '32 bytes in base64, or empty',
  'expect-secret': 'at least 16 letters, digits or signs of - . _ ~, or empty',
  'expect-ascii': 'letters, digits and signs of ASCII without spaces',
  'expect-ascii-unquoted': 'letters, digits and signs of ASCII without spaces and quotation marks',

  // What they are at.
  'at-copying': 'Copying and restoring on trial',
  'at-second-copy': 'Copying to {path}',
  'at-drill': 'Restoring {file} on trial',
  'at-items': '{section}: {done:number} of {items|item|items}',
  'at-files': '{section}: {files|file|files}',
} as const;

export type PhraseCode = keyof typeof phrases;

/** All of them, with what each says. */
export const phraseTexts: Readonly<Record<PhraseCode, string>> = phrases;

/** One thing that was said, for who tells it in other words: a phrase, or an error of the catalogue. */
export interface Said {
  readonly code: string;
  readonly values: PhraseValues;
}

/** The sentence, for people who read English. */
export function say<Code extends PhraseCode>(code: Code, values: ValuesOf<(typeof phrases)[Code]>): string {
  return formatPhrase(phrases[code], values);
}

/** Longer texts are not ours, or name what nobody reads to its end. */
const longest = 4_000;

/** What a text says, sentence by sentence: undefined where any of it is not of the catalogues. */
export function readPhrases(text: string): readonly Said[] | undefined {
  if (text === '' || text.length > longest) return undefined;
  readers ??= makeReaders();
  for (const { code, read } of readers) {
    const found = read(text);
    if (!found) continue;
    const others = found.rest === '' ? [] : readPhrases(found.rest);
    if (others) return [{ code, values: found.values }, ...others];
  }
  return undefined;
}

interface Reader {
  readonly code: string;
  readonly read: ReturnType<typeof readerOf>;
}

let readers: readonly Reader[] | undefined;

function makeReaders(): readonly Reader[] {
  return [
    ...Object.entries(phrases).map(([code, phrase]) => ({ code, read: readerOf(phrase) })),
    ...errorCodes.flatMap(code =>
      errorPhrases(code).flatMap(phrase => [
        // As it is told in a line, and alone.
        { code, read: readerOf(phrase, ` ${remedyOf(code)}`) },
        { code, read: readerOf(phrase) },
      ]),
    ),
  ];
}

/** An error of the catalogue as phrases: with what it knows, and with less. */
export function errorPhrases(code: ErrorCode): readonly string[] {
  return messagesOf(code).map(message => message.replaceAll(/"\{(\w+)\}"/g, '{$1:quoted}'));
}
