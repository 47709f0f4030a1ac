import { ButlerError, type ErrorCode, formatError } from '../domain/errors.ts';
import type { AnalyzerName, AnalyzerOutcome, PassOrder, PassOutcome } from '../domain/pass.ts';
import { analyzers } from './analyzers/analyzers.ts';
import { breather } from './breathe.ts';
import { OpenFile } from './open-file.ts';
import { SourceFile, unreadable } from './source-file.ts';

/** Runs the analyzers of an order over its file, which is opened once. See `runPass`. */
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
    const outcomes: [AnalyzerName, AnalyzerOutcome][] = [];
    for (const [n, name] of names.entries()) {
      outcomes.push([
        name,
        await analyze(name, file, order, fraction => report((n + fraction) / names.length)),
      ]);
    }
    return Object.fromEntries(outcomes);
  } catch (error) {
    const failed = failedOutcome(error, order.path);
    return Object.fromEntries(names.map(name => [name, failed]));
  }
}

async function analyze<K extends AnalyzerName>(
  name: K,
  file: OpenFile,
  order: PassOrder,
  report: (fraction: number) => void,
): Promise<AnalyzerOutcome<K>> {
  const settings = order.analyzers[name];
  if (!settings) throw new Error(`${name} was not ordered.`);
  try {
    return { ok: true, value: await analyzers[name](file, settings, report) };
  } catch (error) {
    return failedOutcome(error, order.path);
  }
}

/** Errors that say nothing of the file: the next one would fail as well. */
const notOfTheFile: readonly ErrorCode[] = ['cancelled', 'disk-full', 'folder-unwritable'];

/** Throws what is not the file's fault. */
function failedOutcome(error: unknown, path: string): AnalyzerOutcome & { ok: false } {
  if (error instanceof ButlerError && notOfTheFile.includes(error.code)) throw error;
  const ofTheFile = error instanceof ButlerError ? error : unreadable(path, formatError(error), error);
  return { ok: false, error: formatError(ofTheFile) };
}
