import { AV_BUFFERSRC_FLAG_KEEP_REF } from 'node-av/constants';
import { FFmpegError, Filter, type FilterContext, FilterGraph, type Frame } from 'node-av/lib';

/** A filter by FFmpeg's name, with its settings. */
export type FilterStep = readonly [name: string, settings: string];

/** FFmpeg's filters one after the other, on one thread. */
export class FilterChain implements Disposable {
  readonly #sink: FilterContext;
  readonly #graph = new FilterGraph();
  readonly #source: FilterContext;

  /** @param steps the first takes frames in (`buffer`, `abuffer`), the last gives them out (`buffersink`, `abuffersink`) */
  constructor(steps: readonly FilterStep[]) {
    this.#graph.alloc();
    try {
      this.#graph.nbThreads = 1;
      const filters = steps.map(step => this.#add(step));
      for (const [n, filter] of filters.entries()) {
        const next = filters[n + 1];
        if (next) FFmpegError.throwIfError(filter.link(0, next, 0), 'link');
      }
      FFmpegError.throwIfError(this.#graph.configSync(), 'filter chain');
      this.#source = filters[0] as FilterContext;
      this.#sink = filters.at(-1) as FilterContext;
    } catch (error) {
      this.#graph.free();
      throw error;
    }
  }

  /** Gives a frame in, which stays the caller's; null at the end. */
  send(frame: Frame | null): void {
    FFmpegError.throwIfError(
      this.#source.buffersrcAddFrameSync(frame, AV_BUFFERSRC_FLAG_KEEP_REF),
      'filter chain',
    );
  }

  /** Takes what came out into an empty frame. False when there is nothing more for now. */
  receive(into: Frame): boolean {
    return this.#sink.buffersinkGetFrameSync(into) >= 0;
  }

  [Symbol.dispose](): void {
    this.#graph.free();
  }

  #add([name, settings]: FilterStep): FilterContext {
    const filter = Filter.getByName(name);
    const context = filter && this.#graph.createFilter(filter, name, settings || null);
    if (!context) throw new Error(`the media engine has no filter ${name} (${settings})`);
    return context;
  }
}
