import { ButlerError, type ErrorCode, formatError } from '../domain/errors.ts';
import type { AnalyzerName, AnalyzerOutcome, PassOrder, PassOutcome, PassResults } from '../domain/pass.ts';
import type { Analyzer, Prepare } from './analyzer.ts';
import { analyzers } from './analyzers/analyzers.ts';
import { breather } from './breathe.ts';
import { OpenFile } from './open-file.ts';
import { readOnce } from './read-once.ts';
import { SourceFile, unreadable } from './source-file.ts';

/** Runs the analyzers of an order over its file, which is opened and read once. See `runPass`. */
export async function readFile(
  order: PassOrder,
  report: (fraction: number) => void,
  signal: AbortSignal,
  alive: () => Promise<void> | undefined,
): Promise<PassOutcome> {
  const names = (Object.keys(analyzers) as AnalyzerName[]).filter(name => order.analyzers[name]);
  try {
    using source = new SourceFile(order);
    using file = new OpenFile(source, breather(signal, alive));
    using stack = new DisposableStack();
    const guarded = names.map(name => stack.use(new GuardedAnalyzer(name, file, order)));
    for (const analyzer of guarded) await analyzer.begin();
    const readers = guarded.filter(analyzer => analyzer.reads);
    try {
      if (readers.length > 0) await readOnce(file, readers, report);
    } catch (error) {
      for (const reader of readers) reader.fail(error);
    }
    const outcomes: [AnalyzerName, AnalyzerOutcome][] = [];
    for (const analyzer of guarded) outcomes.push([analyzer.name, await analyzer.finish()]);
    return Object.fromEntries(outcomes);
  } catch (error) {
    const failed = failedOutcome(error, order.path);
    return Object.fromEntries(names.map(name => [name, failed]));
  }
}

/** An analyzer at work, and what became of it: what it throws ends it alone. */
class GuardedAnalyzer<K extends AnalyzerName = AnalyzerName> implements Disposable {
  readonly name: K;
  readonly #path: string;
  #analyzer: Analyzer<PassResults[K]> | undefined;
  #outcome: AnalyzerOutcome<K> | undefined;

  constructor(name: K, file: OpenFile, order: PassOrder) {
    this.name = name;
    this.#path = order.path;
    const settings = order.analyzers[name];
    if (!settings) throw new Error(`${name} was not ordered.`);
    try {
      this.#analyzer = (analyzers[name] as Prepare<K>)(file, settings);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Undefined once it has failed. */
  get analyzer(): Analyzer<unknown> | undefined {
    return this.#analyzer;
  }

  /** Whether it wants anything of the one reading of the file. */
  get reads(): boolean {
    const { count, hears, watch } = this.#analyzer ?? {};
    return count !== undefined || watch !== undefined || (hears?.length ?? 0) > 0;
  }

  /** Throws what is not the file's fault. */
  readonly fail = (error: unknown): void => {
    this.#analyzer?.[Symbol.dispose]();
    this.#analyzer = undefined;
    this.#outcome = failedOutcome(error, this.#path);
  };

  async begin(): Promise<void> {
    try {
      await this.#analyzer?.begin?.();
    } catch (error) {
      this.fail(error);
    }
  }

  async finish(): Promise<AnalyzerOutcome<K>> {
    if (this.#analyzer) {
      try {
        this.#outcome = { ok: true, value: await this.#analyzer.finish() };
      } catch (error) {
        this.fail(error);
      }
    }
    return this.#outcome ?? { ok: false, error: 'The analyzer was not finished.' };
  }

  [Symbol.dispose](): void {
    this.#analyzer?.[Symbol.dispose]();
  }
}

/** Errors that say nothing of the file: the next one would fail as well, or another one stands in its place by now. */
const notOfTheFile: readonly ErrorCode[] = ['cancelled', 'disk-full', 'folder-unwritable', 'media-changed'];

/** Throws what is not the file's fault. */
function failedOutcome(error: unknown, path: string): AnalyzerOutcome & { ok: false } {
  if (error instanceof ButlerError && notOfTheFile.includes(error.code)) throw error;
  const ofTheFile = error instanceof ButlerError ? error : unreadable(path, formatError(error), error);
  return { ok: false, error: formatError(ofTheFile) };
}
