import { Hono } from 'hono';

/** What the server tells of itself to those who watch over it. */
export interface Observation {
  /** What is measured, in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** By its name, whether each thing that the work needs is as it should be. */
  checks(): Promise<Readonly<Record<string, boolean>>>;
}

/** https://prometheus.io/docs/instrumenting/exposition_formats */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** How well a server is. Anybody may ask, so it names what is wrong, and no more. */
export interface HealthView {
  readonly status: 'pass' | 'fail';
  readonly checks: Record<string, 'pass' | 'fail'>;
}

/** Whoever can answer is alive. */
export const alive: HealthView = { status: 'pass', checks: {} };

export async function viewHealth(observation: Observation): Promise<HealthView> {
  const checks = Object.entries(await observation.checks());
  return {
    status: checks.every(([, isFine]) => isFine) ? 'pass' : 'fail',
    checks: Object.fromEntries(checks.map(([name, isFine]) => [name, isFine ? 'pass' : 'fail'])),
  };
}

/** Where those look who watch over servers, with no token: `/health/live` and `/health/ready`. */
export function healthRoutes(observation: Observation): Hono {
  return new Hono({ strict: false })
    .get('/health/live', c => c.json(alive))
    .get('/health/ready', async c => {
      const health = await viewHealth(observation);
      return c.json(health, health.status === 'pass' ? 200 : 503);
    });
}

/** Where Prometheus looks: `/metrics`. */
export function metricsRoutes(observation: Observation): Hono {
  return new Hono({ strict: false }).get('/metrics', async c =>
    c.body(await observation.metrics(), 200, { 'Content-Type': metricsType }),
  );
}
