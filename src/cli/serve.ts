import { openButler } from '../app/butler.ts';
import { collectWhenQuiet } from '../app/collect-when-quiet.ts';
import { startAnew, untilReplaced } from '../app/hand-over.ts';
import { finishRestore, type PreparedRestore } from '../app/restore.ts';
import { concludeRestore } from '../app/restore-record.ts';
import type { RequestedSections } from '../app/sections.ts';
import { startServer } from '../app/server.ts';
import { formatError } from '../domain/errors.ts';
import type { Restore } from '../domain/restore.ts';
import type { Configuration } from '../settings/configuration.ts';
import { announce } from './announce.ts';
import { prepareLibrary } from './prepare-library.ts';
import { createReporter } from './reporter.ts';
import { untilStopped } from './signals.ts';

/** Why a server ended in good order. */
type Ending =
  | { readonly why: 'stopped' }
  | { readonly why: 'replaced' }
  | { readonly why: 'restore'; readonly prepared: PreparedRestore; readonly port: number };

/** What is served, and until when. */
interface Serving {
  readonly configuration: Configuration;
  readonly requested: RequestedSections;
  readonly stopped: { readonly promise: Promise<Ending>; readonly signal: AbortSignal };
  /** The restore that the server before has made way for. */
  readonly restored?: Restore | undefined;
}

/**
 * Serves until it is told to stop, or a newer version is to take its place; makes way for a restore and then serves what
 * that brought. Returns the exit code.
 */
export async function serve(configuration: Configuration, requested: RequestedSections): Promise<number> {
  const { promise, signal } = untilStopped();
  const stopped = { promise: promise.then<Ending>(() => ({ why: 'stopped' })), signal };
  let next: Serving | number = { configuration, requested, stopped };
  while (typeof next !== 'number') next = await serveAndMakeWay(next);
  return next;
}

/** Returns what is served next, or the exit code. What has ended is not held by it, for a server may restore often. */
async function serveAndMakeWay(serving: Serving): Promise<Serving | number> {
  const { configuration, stopped } = serving;
  const ending = await serveOnce(serving);
  if (ending.why === 'stopped') return 0;
  if (ending.why === 'replaced') return startAnew();
  const restored = await finishRestore(ending.prepared, stopped.signal);
  if (stopped.signal.aborted) return 0;
  return { ...serving, configuration: { ...configuration, port: ending.port }, restored };
}

async function serveOnce({ configuration, requested, stopped, restored }: Serving): Promise<Ending> {
  const reporter = createReporter(process.stdout);
  const butler = await openButler(configuration.dataFolder);
  let ending: Ending = { why: 'stopped' };
  try {
    const restore = (await concludeRestore(configuration.dataFolder)) ?? restored;
    const added = await prepareLibrary(butler, configuration, requested, reporter, stopped.signal);
    await butler.engine.open();
    const server = await startServer(butler, configuration, error =>
      reporter.print(`An unforeseen error: ${error instanceof Error ? error.stack : String(error)}`),
    );
    try {
      const { engine } = butler;
      const resumed = await engine.goOn();
      if (engine.isFirst || (added.length > 0 && resumed === 0)) await engine.begin();
      reporter.print(await announce(butler, configuration, server));
      for (const error of butler.settings.ignored) reporter.print(formatError(error));
      reporter.follow(engine, butler.events);
      if (restore) butler.events.emit('restore', restore);
      collectWhenQuiet(butler.events, globalThis.gc);
      engine.attend();
      butler.playback.start();
      butler.machine.start();
      butler.nightly.start();
      butler.watch.start();
      butler.periodicScans.start();
      ending = await Promise.race<Ending>([
        stopped.promise,
        untilReplaced(butler.events, configuration.dataFolder).then(() => ({ why: 'replaced' })),
        server.toBeRestored.then(prepared => ({ why: 'restore', prepared, port: server.port })),
      ]);
      reporter.stop();
      reporter.print(farewells[ending.why]);
    } finally {
      await server.close();
    }
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
  } finally {
    reporter.stop();
    await butler.close();
  }
  return ending;
}

const farewells: Readonly<Record<Ending['why'], string>> = {
  stopped: 'Stopping; what is done is kept.',
  replaced: 'Making way for the new version.',
  restore: 'Making way for the restore.',
};
