import { openButler } from '../app/butler.ts';
import { collectWhenQuiet } from '../app/collect-when-quiet.ts';
import { startAnew, untilReplaced } from '../app/hand-over.ts';
import type { RequestedSections } from '../app/sections.ts';
import { startServer } from '../app/server.ts';
import { formatError } from '../domain/errors.ts';
import type { Configuration } from '../settings/configuration.ts';
import { announce } from './announce.ts';
import { prepareLibrary } from './prepare-library.ts';
import { createReporter } from './reporter.ts';
import { untilStopped } from './signals.ts';

/** Serves until it is told to stop, or a newer version is to take its place. Returns the exit code. */
export async function serve(configuration: Configuration, requested: RequestedSections): Promise<number> {
  const reporter = createReporter(process.stdout);
  const stopped = untilStopped();
  const butler = await openButler(configuration.dataFolder);
  let isReplaced = false;
  try {
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
      collectWhenQuiet(butler.events, globalThis.gc);
      engine.attend();
      butler.playback.start();
      butler.machine.start();
      butler.nightly.start();
      butler.watch.start();
      butler.periodicScans.start();
      const replaced = untilReplaced(butler.events, configuration.dataFolder).then(() => true);
      isReplaced = await Promise.race([stopped.promise.then(() => false), replaced]);
      reporter.stop();
      reporter.print(isReplaced ? 'Making way for the new version.' : 'Stopping; what is done is kept.');
    } finally {
      await server.close();
    }
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
  } finally {
    reporter.stop();
    await butler.close();
  }
  return isReplaced ? startAnew() : 0;
}
