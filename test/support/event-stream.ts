/** An event as it came over the wire. */
export interface StreamedEvent {
  /** The last id that was told by then. */
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** Reads server-sent events from an answer, as browsers do (https://html.spec.whatwg.org/#parsing-an-event-stream). */
export class EventStreamReader {
  /** The last id that was told, also without an event. */
  lastId = '';
  /** Lines that are comments. */
  comments = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  readonly #events: StreamedEvent[] = [];
  #text = '';

  constructor(response: Response) {
    if (!response.body) throw new Error('The answer has no body.');
    this.#reader = response.body.getReader();
  }

  /** The next event; undefined when the stream has ended. */
  async next(): Promise<StreamedEvent | undefined> {
    while (this.#events.length === 0) if (!(await this.read())) return undefined;
    return this.#events.shift();
  }

  /** So many events. Throws where the stream ends before. */
  async take(count: number): Promise<readonly StreamedEvent[]> {
    const taken: StreamedEvent[] = [];
    while (taken.length < count) {
      const event = await this.next();
      if (!event) throw new Error(`The stream ended after ${taken.length} events.`);
      taken.push(event);
    }
    return taken;
  }

  /** Takes in what comes next, with events or not. False when the stream has ended. */
  async read(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    if (done) return false;
    const blocks = (this.#text + this.#decoder.decode(value, { stream: true })).split('\n\n');
    this.#text = blocks.pop() ?? '';
    for (const block of blocks) this.#take(block);
    return true;
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }

  #take(block: string): void {
    let event = 'message';
    let data: string | undefined;
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
      if (name === '') this.comments++;
      if (name === 'id') this.lastId = value;
      if (name === 'event') event = value;
      if (name === 'data') data = data === undefined ? value : `${data}\n${value}`;
    }
    if (data !== undefined) this.#events.push({ id: this.lastId, event, data: JSON.parse(data) });
  }
}
