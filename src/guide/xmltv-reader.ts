import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { SourceChannel } from '../domain/guide.ts';
import type { EpisodeText } from './episode-number.ts';

/** A `programme` element, as far as it is of use. Where it says something in several languages, the first one counts. */
export interface XmltvProgramme {
  readonly channel: string;
  readonly start: string;
  readonly stop: string | undefined;
  readonly title: string;
  readonly subtitle: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly episodes: readonly EpisodeText[];
  /** When it was made: begins with the year. */
  readonly date: string;
}

/** Why a text is no guide. Says what is wrong with it, in a few words. */
export class NoGuide extends Error {}

const mostDepth = 100;
/** Characters of one tag, text or comment: no guide comes near, and the parser would hold all of it. */
const mostAtOnce = 1_000_000;
const mostText = 10_000;
const mostListed = 32;

/** The elements of which the first one is kept, by its field. */
const textFields = new Map<string, 'title' | 'subtitle' | 'description' | 'date'>([
  ['title', 'title'],
  ['sub-title', 'subtitle'],
  ['desc', 'description'],
  ['date', 'date'],
]);

/** Those of which all are kept. */
const listed = new Set(['category', 'display-name', 'episode-num']);

/** The channel or programme in hand. */
class Draft implements XmltvProgramme {
  readonly id: string;
  readonly channel: string;
  readonly start: string;
  readonly stop: string | undefined;
  title = '';
  subtitle = '';
  description = '';
  date = '';
  icon: string | undefined;
  readonly categories: string[] = [];
  readonly names: string[] = [];
  readonly episodes: EpisodeText[] = [];

  constructor(attributes: Readonly<Record<string, string>>) {
    this.id = attributes['id']?.trim() ?? '';
    this.channel = attributes['channel']?.trim() ?? '';
    this.start = attributes['start'] ?? '';
    this.stop = attributes['stop'];
  }

  /** @param system of an episode number */
  keep(element: string, text: string, system: string): void {
    const field = textFields.get(element);
    if (field) this[field] ||= text;
    else if (element === 'category') add(this.categories, text);
    else if (element === 'display-name') add(this.names, text);
    else add(this.episodes, { system, text });
  }

  asChannel(): SourceChannel {
    const names = this.names.filter(name => name !== '');
    return {
      xmltvId: this.id,
      names: names.length > 0 ? names : [this.id],
      ...(this.icon && { icon: this.icon }),
    };
  }
}

function add<T>(list: T[], entry: T): void {
  if (list.length < mostListed) list.push(entry);
}

interface Handlers {
  channel(channel: SourceChannel): void;
  programme(programme: XmltvProgramme): void;
}

/**
 * Reads XMLTV piece by piece, whatever its size: what is at hand is never more than one element. A document type that
 * only names a DTD is passed over, since nearly every guide has one, and the DTD is not read; one that declares
 * anything itself, such as entities, is refused. Both methods throw {@link NoGuide} where the text is not well-formed,
 * or something else than a guide.
 *
 * Format: https://github.com/XMLTV/xmltv/blob/master/xmltv.dtd
 */
export class XmltvReader {
  readonly #parser = new SaxesParser();
  readonly #handlers: Handlers;
  /** Names of the open elements. */
  readonly #path: string[] = [];
  #quiet = 0;
  #draft = new Draft({});
  /** Of the episode number that is being read. */
  #system = '';
  /** The text that is being read; undefined while none is. */
  #text: string | undefined;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
    const parser = this.#parser;
    parser.on('error', error => {
      throw new NoGuide(
        `its XML is broken at ${error.message.replace(/^(\d+):(\d+): /, 'line $1, column $2: ')}`,
      );
    });
    parser.on('doctype', text => {
      if (text.includes('[')) throw new NoGuide('its document type makes declarations of its own');
    });
    parser.on('opentag', tag => this.#open(tag));
    parser.on('text', text => this.#add(text));
    parser.on('cdata', text => this.#add(text));
    parser.on('closetag', tag => this.#close(tag.name));
    parser.on('comment', () => {
      this.#quiet = 0;
    });
  }

  write(text: string): void {
    this.#quiet += text.length;
    this.#parser.write(text);
    if (this.#quiet > mostAtOnce) throw new NoGuide('a tag or a text in it has no end');
  }

  /** The text has ended. */
  close(): void {
    this.#parser.close();
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    this.#quiet = 0;
    const depth = this.#path.push(name);
    if (depth === 1 && name !== 'tv')
      throw new NoGuide(`it is not XMLTV: it begins with <${name.slice(0, 40)}>`);
    if (depth > mostDepth) throw new NoGuide(`its elements are nested more than ${mostDepth} deep`);
    if (depth === 2) {
      this.#draft = new Draft(attributes);
    } else if (depth === 3) {
      if (textFields.has(name) || listed.has(name)) this.#text = '';
      if (name === 'episode-num') this.#system = attributes['system'] ?? '';
      if (name === 'icon') this.#draft.icon ??= attributes['src'];
    }
  }

  #add(text: string): void {
    this.#quiet = 0;
    if (this.#text !== undefined && this.#text.length < mostText) this.#text += text;
  }

  #close(name: string): void {
    this.#quiet = 0;
    const depth = this.#path.length;
    this.#path.pop();
    if (depth === 3 && this.#text !== undefined) {
      this.#draft.keep(name, tidy(this.#text), this.#system);
      this.#text = undefined;
    } else if (depth === 2 && name === 'programme') {
      this.#handlers.programme(this.#draft);
    } else if (depth === 2 && name === 'channel') {
      this.#handlers.channel(this.#draft.asChannel());
    }
  }
}

/** On one line, without spaces around. */
function tidy(text: string): string {
  const trimmed = text.trim();
  return (/\s\s|[^\S ]/.test(trimmed) ? trimmed.replaceAll(/\s+/g, ' ') : trimmed).slice(0, mostText);
}
