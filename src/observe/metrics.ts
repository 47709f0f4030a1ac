import type { Instrument } from './instruments.ts';
import { within } from './within.ts';

/** Milliseconds after which a number counts as one that cannot be read. */
const mostMs = 5_000;
/** Milliseconds between two looks at how late the event loop is. */
const loopPrecisionMs = 20;

/**
 * What the instruments tell, and what Node tells of the process, in the text format of Prometheus. An instrument that
 * cannot be read is left out, and named by `butler_unreadable`. The library that writes it is loaded only now: few
 * servers are asked for it.
 */
export async function openMetrics(
  instruments: readonly Instrument[],
  limitMs = mostMs,
): Promise<() => Promise<string>> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: loopPrecisionMs });
  const registers = [registry];
  const unreadable = new Gauge({
    name: 'butler_unreadable',
    help: 'Metrics that could not be read this time.',
    labelNames: ['metric'],
    registers,
  });
  const looks = instruments.map(({ type, name, help, labels, read }) => {
    const Metric = type === 'counter' ? Counter : Gauge;
    const metric = new Metric({ name, help, labelNames: [...labels], registers });
    return async () => {
      const samples = await within(limitMs, async () => await read()).catch(() => undefined);
      metric.reset();
      // Without labels, nothing known would be 0.
      if (labels.length === 0) metric.remove();
      for (const { labels, value } of samples ?? []) metric.inc(labels, value);
      if (samples) unreadable.remove({ metric: name });
      else unreadable.set({ metric: name }, 1);
    };
  });
  return async () => {
    await Promise.all(looks.map(look => look()));
    return await registry.metrics();
  };
}
