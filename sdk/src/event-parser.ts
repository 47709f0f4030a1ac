/** One event of a stream. */
export interface Message {
  /** The lines of its data. */
  readonly data: string;
  /** Its name; `message` where it has none. */
  readonly type: string;
}

/**
 * Takes a stream of server-sent events apart, in whatever pieces it comes
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
 */
export class EventParser {
  /** The id of the last event, with which to come back. */
  lastId = '';
  /** How soon to come back, in milliseconds, where the server says so. */
  retryMs: number | undefined;
  #rest = '';
  #isFirst = true;
  #data: string[] = [];
  #type = '';
  #id = '';

  /** How many letters wait for the end of their line or event. */
  get held(): number {
    return this.#rest.length + this.#data.reduce((sum, line) => sum + line.length, 0);
  }

  /** Forgets what was begun: the next piece is the first of another stream. */
  restart(): void {
    this.#rest = '';
    this.#isFirst = true;
    this.#data = [];
    this.#type = '';
    this.#id = this.lastId;
  }

  /** The events that the next piece of the text completes. */
  push(piece: string): Message[] {
    const text = this.#rest + (this.#isFirst ? piece.replace(/^\uFEFF/, '') : piece);
    if (piece !== '') this.#isFirst = false;
    // A return at the end may be half of a line break.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap(line => this.#take(line) ?? []);
  }

  #take(line: string): Message | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#type = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    else if (field === 'retry' && /^\d{1,9}$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  #dispatch(): Message | undefined {
    this.lastId = this.#id;
    const [data, type] = [this.#data, this.#type || 'message'];
    this.#data = [];
    this.#type = '';
    return data.length === 0 ? undefined : { data: data.join('\n'), type };
  }
}
