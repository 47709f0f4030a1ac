import { openButler } from '../app/butler.ts';
import type { RequestedSections } from '../app/sections.ts';
import { formatCount } from '../domain/amounts.ts';
import type { Configuration } from '../settings/configuration.ts';
import { prepareLibrary } from './prepare-library.ts';
import { createReporter } from './reporter.ts';
import { untilStopped } from './signals.ts';

/** Does what is due and ends. Returns 0, or 1 when a run or a file failed, or the round was cut short. */
export async function runOnce(configuration: Configuration, requested: RequestedSections): Promise<number> {
  const reporter = createReporter(process.stdout);
  const stopped = untilStopped();
  const butler = await openButler(configuration.dataFolder);
  try {
    await prepareLibrary(butler, configuration, requested, reporter, stopped.signal);
    await butler.engine.open();
    reporter.follow(butler.engine, butler.events);
    stopped.signal.addEventListener('abort', () => void butler.close());
    const runs = await butler.engine.runDue();
    reporter.stop();
    for (const { scope } of butler.engine.pauses()) {
      reporter.print(`${scope === 'all' ? 'Everything' : scope} is paused by hand, and was left out.`);
    }
    if (runs.length === 0) reporter.print('Nothing is due.');
    const wrong = runs.filter(run => run.state !== 'succeeded');
    const files = runs.reduce((sum, run) => sum + run.progress.failed, 0);
    if (wrong.length > 0) reporter.print(`Did not succeed: ${wrong.map(run => run.task).join(', ')}.`);
    if (files > 0) reporter.print(`${formatCount(files, 'file')} failed; the lines above say why.`);
    return wrong.length > 0 || files > 0 ? 1 : 0;
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    return 1;
  } finally {
    reporter.stop();
    await butler.close();
  }
}
