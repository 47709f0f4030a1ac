import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ScheduleSettings, TaskStates } from '../src/domain/schedule.ts';
import { taskGroups, taskNames } from '../src/domain/task.ts';
import { addDays, dayMs, hourMs } from '../src/schedule/calendar.ts';
import { plan } from '../src/schedule/plan.ts';
import { parseWindows } from '../src/schedule/windows-text.ts';
import { openStore } from '../src/store/open.ts';
import { type Simulated, simulate } from './simulate.ts';

const historyFrom = '2027-01-01';
const historyDays = 365;
const tickMs = 30_000;

const simulatedWindows = ['02:00-05:00', '23:00-04:00', '02:00-03:00', 'Mon-Fri 22:45-01:15'];
const simulatedYears = { from: Date.UTC(2027, 0), to: Date.UTC(2037, 0) };

/**
 * - the planner: all decisions for 25 tasks, 3 windows and a year of history, at each tick of a day. Target: below 1 ms
 * - the simulation: ten years, every IANA zone, four windows. Target: below 5 minutes on two cores
 *
 * `npm run bench -- plan 0.05` simulates every 20th zone and says what all of them would take.
 */
export async function run([share = '1']: readonly string[]): Promise<void> {
  await measurePlanner();
  await measureSimulation(Number(share) || 1);
}

async function measurePlanner(): Promise<void> {
  const states = await statesAfterAYear();
  const settings: ScheduleSettings = {
    instanceId: 'bench',
    windows: parseWindows(
      '23:00-04:30; Sat,Sun 05:00-09:00; 13:00-14:00 library,housekeeping',
      'Europe/Berlin',
    ),
    blackoutDays: [{ first: '12-24', last: '12-26' }],
    asapOutsideWindow: false,
    tasks: taskNames.map((name, index) => ({
      name,
      title: name,
      group: taskGroups[index % taskGroups.length] ?? 'media',
      intervalDays: intervalOf(index),
      spread: index % 2 === 0,
      endPolicy: index % 5 === 0 ? 'finish' : 'drain',
      priority: index,
      enabled: true,
      asap: false,
      reads: [],
      makes: [],
    })),
  };
  const from = Date.parse(addDays(historyFrom, historyDays));
  const times: number[] = [];
  // The first round, of another day, is what the compiler learns from.
  for (const start of [from - dayMs, from]) {
    times.length = 0;
    for (let now = start; now < start + dayMs; now += tickMs) {
      const began = performance.now();
      plan(now, settings, states);
      times.push(performance.now() - began);
    }
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => `${((times[Math.floor(times.length * part)] ?? 0) * 1000).toFixed(0)} µs`;
  process.stdout.write(
    `planner: ${taskNames.length} tasks, ${settings.windows.length} windows, ${times.length} ticks of a day: ` +
      `median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(0.9999)} (target < 1000)\n`,
  );
}

/** A store that a year of runs went through, and what it tells of each task. */
async function statesAfterAYear(): Promise<TaskStates> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-plan-'));
  try {
    await using store = await openStore(folder);
    const runs = taskNames.flatMap((task, index) =>
      Array.from({ length: historyDays }, (_, day) => ({ task, day })).filter(
        ({ day }) => day % intervalOf(index) === 0,
      ),
    );
    await store.db.transaction().execute(async trx => {
      for (const { task, day } of runs.toSorted((a, b) => a.day - b.day)) {
        const serviceDay = addDays(historyFrom, day);
        const startedAt = Date.parse(serviceDay) + 23 * hourMs;
        const times = { created_at: startedAt, started_at: startedAt, ended_at: startedAt + hourMs / 10 };
        await trx
          .insertInto('run')
          .values({ task, trigger: 'window', state: 'succeeded', service_day: serviceDay, ...times })
          .execute();
      }
    });
    const began = performance.now();
    const states = await store.runs.taskStates();
    const ms = (performance.now() - began).toFixed(1);
    process.stdout.write(`history: ${runs.length} runs of a year, read after each run in ${ms} ms\n`);
    return states;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function intervalOf(index: number): number {
  return [1, 1, 3, 7][index % 4] ?? 1;
}

async function measureSimulation(share: number): Promise<void> {
  const all = Intl.supportedValuesOf('timeZone');
  const every = Math.max(1, Math.round(1 / share));
  const zones = all.filter((_, index) => index % every === 0);
  const threads = availableParallelism();
  const began = performance.now();
  const before = process.cpuUsage();
  const results = await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      simulateZones(zones.filter((_, index) => index % threads === thread)),
    ),
  );
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1_000_000;
  const seconds = (performance.now() - began) / 1000;
  const sum = (of: (result: Simulated) => number) => results.reduce((total, result) => total + of(result), 0);
  const wrong = results.flatMap(result => result.wrong);
  process.stdout.write(
    `simulation: 10 years, ${zones.length} of ${all.length} zones, ${simulatedWindows.length} windows: ` +
      `${sum(({ nights }) => nights)} nights, ${sum(({ starts }) => starts)} starts, ${wrong.length} wrong; ` +
      `${seconds.toFixed(1)} s on ${threads} threads, ${cpuSeconds.toFixed(1)} s of CPU (target < 300 s on 2 cores)\n`,
  );
  if (zones.length < all.length) {
    const scale = all.length / zones.length;
    process.stdout.write(
      `            extrapolated to all zones: ${(seconds * scale).toFixed(0)} s as things are, ` +
        `${((cpuSeconds * scale) / 2).toFixed(0)} s on two cores with nothing else to do\n`,
    );
  }
  for (const line of wrong.slice(0, 20)) process.stdout.write(`  ${line}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

async function simulateZones(zones: readonly string[]): Promise<Simulated> {
  const { promise, resolve, reject } = Promise.withResolvers<Simulated>();
  const worker = new Worker(new URL(import.meta.url), { workerData: zones });
  worker.once('message', resolve);
  worker.once('error', reject);
  return await promise;
}

if (!isMainThread) {
  const results = (workerData as readonly string[]).flatMap(zone =>
    simulatedWindows
      .flatMap(text => parseWindows(text, zone))
      .map(window => simulate(window, simulatedYears.from, simulatedYears.to)),
  );
  parentPort?.postMessage({
    nights: results.reduce((sum, { nights }) => sum + nights, 0),
    starts: results.reduce((sum, { starts }) => sum + starts, 0),
    wrong: results.flatMap(({ wrong }) => wrong),
  } satisfies Simulated);
}
