import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { orderFor } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { WalkBatch, WalkOrder } from '../../domain/walk.ts';
import { makeFilm } from '../sample/film.ts';
import { WorkerProcess } from './worker-process.ts';

const entry = fileURLToPath(new URL('../../../test/support/worker-entry.ts', import.meta.url));

/** A worker that is gone at the end of the test. */
function startWorker(settings?: ConstructorParameters<typeof WorkerProcess>[1]) {
  const worker = new WorkerProcess(entry, settings);
  return Object.assign(worker, { [Symbol.asyncDispose]: () => worker.stop() });
}

/** An order that does in the worker what its root says; see the entry. */
function orderTo(root: string): WalkOrder {
  return { root, known: { paths: [], modified: new Float64Array(), topFiles: [] }, checkEveryFile: false };
}

const never = new AbortController().signal;
const ignore = async () => {};

async function isGone(pid: number | undefined): Promise<boolean> {
  for (;;) {
    try {
      process.kill(pid ?? 0, 0);
      // One that nobody has buried yet.
      if (process.platform === 'linux' && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1')))
        return true;
    } catch {
      return true;
    }
    await delay(20);
  }
}

describe('a pass', () => {
  test('is run in the process, which tells how far it is', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'film.mkv');
    makeFilm({ path, seconds: 20, width: 64, height: 48 });
    const output = join(folder.path, 'a.bif');
    await using worker = startWorker();
    const fractions: number[] = [];
    const outcome = await worker.pass(
      orderFor(path, {
        facts: {},
        indexFile: { intervalMs: 100, width: 64, quality: 4, keyframesOnly: true, output },
      }),
      ({ fraction }) => fractions.push(fraction),
      never,
    );
    expect(outcome).toMatchObject({ facts: { ok: true }, indexFile: { ok: true } });
    expect(existsSync(output)).toBe(true);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(worker.use.cpuUs).toBeGreaterThan(10_000);
    expect(worker.usable).toBe(true);
  });

  test('leaves nothing when it is cancelled, and the next one can follow', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'film.ts');
    makeFilm({ path, seconds: 20, width: 64, height: 48 });
    const output = join(folder.path, 'a.bif');
    const order = orderFor(path, {
      indexFile: { intervalMs: 1, width: 320, quality: 4, keyframesOnly: false, output },
    });
    await using worker = startWorker();
    const controller = new AbortController();
    const pass = worker.pass(order, () => controller.abort(), controller.signal);
    await expect(pass).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(output)).toBe(false);
    expect(worker.usable).toBe(true);
    expect(await worker.pass(orderFor(path, { facts: {} }), () => {}, never)).toMatchObject({
      facts: { ok: true },
    });
  });

  test('leaves nothing when its process is killed', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'film.ts');
    makeFilm({ path, seconds: 20, width: 64, height: 48 });
    const output = join(folder.path, 'a.bif');
    await using worker = startWorker();
    const pass = worker.pass(
      orderFor(path, { indexFile: { intervalMs: 1, width: 320, quality: 4, keyframesOnly: false, output } }),
      () => process.kill(worker.pid ?? 0, 'SIGKILL'),
      never,
    );
    await expect(pass).rejects.toMatchObject({
      code: 'worker-lost',
      message: expect.stringContaining('killed by SIGKILL'),
    });
    expect(existsSync(output)).toBe(false);
    expect(worker.usable).toBe(false);
  });

  test('leaves no sheets when its process is killed while they are laid out', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'film.mkv');
    makeFilm({ path, seconds: 2, width: 64, height: 48 });
    const sheets = join(folder.path, 'sheets');
    const settings = { columns: 1, rows: 1, quality: 4, withTrack: false, output: sheets };
    await using worker = startWorker();
    const pass = worker.pass(
      orderFor(path, {
        indexFile: {
          intervalMs: 1,
          width: 320,
          quality: 4,
          keyframesOnly: true,
          output: join(folder.path, 'a.bif'),
          sheets: settings,
        },
      }),
      () => {},
      never,
    );
    pass.catch(() => {});
    await expect.poll(() => existsSync(sheets), { interval: 1, timeout: 15_000 }).toBe(true);
    process.kill(worker.pid ?? 0, 'SIGKILL');
    await expect(pass).rejects.toMatchObject({ code: 'worker-lost' });
    expect(existsSync(sheets)).toBe(false);
  });
});

describe.skipIf(process.platform !== 'linux')('what a worker uses', () => {
  test('is told with what it does, and can be looked at while it is silent', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'film.ts');
    makeFilm({ path, seconds: 20, width: 64, height: 48 });
    await using worker = startWorker();
    await worker.pass(orderFor(path, { facts: {} }), () => {}, never);
    const told = worker.use;
    expect(told.bytesRead).toBeGreaterThan(statSync(path).size);
    const abort = new AbortController();
    const walk = worker.walk(orderTo('hangs'), ignore, abort.signal);
    const looked = () => {
      worker.lookAtUse();
      return worker.use.cpuUs;
    };
    await expect.poll(looked, { timeout: 15_000 }).toBeGreaterThan(told.cpuUs + 50_000);
    expect(worker.use.bytesRead).toBeGreaterThanOrEqual(told.bytesRead);
    abort.abort();
    await expect(walk).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a walk', () => {
  test('sends its batches whole and in order', async () => {
    await using worker = startWorker();
    const taken: WalkBatch[] = [];
    const summary = await worker.walk(orderTo('batches'), async batch => void taken.push(batch), never);
    expect(summary).toMatchObject({ folders: 1, foldersListed: 1, files: 1, refused: [], device: 1 });
    expect(taken.map(({ listings }) => listings[0]?.path)).toEqual(['folder 1', 'folder 2', 'folder 3']);
    expect(taken[1]?.listings[0]?.sizes).toEqual(Float64Array.of(2));
  });

  test('learns of each batch when it was taken', async () => {
    await using worker = startWorker();
    const second = Promise.withResolvers<void>();
    let order: readonly string[] = [];
    await worker.walk(
      orderTo('both'),
      async ({ listings, gone }) => {
        if (listings[0]?.path === 'folder 1') await second.promise;
        else second.resolve();
        order = gone;
      },
      never,
    );
    expect(order).toEqual(['folder 2', 'folder 1']);
  });

  test('that left its worker swollen is its last', async () => {
    await using worker = startWorker();
    await expect(worker.walk(orderTo('swells'), ignore, never)).resolves.toMatchObject({ files: 1 });
    expect(worker.usable).toBe(false);
  });

  test('fails with the error of whoever takes its batches', async () => {
    await using worker = startWorker();
    const walk = worker.walk(orderTo('waits'), () => Promise.reject(new Error('The disk is full.')), never);
    await expect(walk).rejects.toThrow('The disk is full.');
    expect(worker.usable).toBe(true);
  });

  test('is not taken for hung while its batches are taken', async () => {
    // Long enough for a process to start on a busy machine.
    await using slow = startWorker({ mostSilenceMs: 1500 });
    await using hung = startWorker({ mostSilenceMs: 1500 });
    const walk = slow.walk(
      orderTo('batches'),
      // Longer than it may be silent: as long as it takes to find out that another one hangs.
      () => hung.walk(orderTo('hangs'), ignore, never).then(ignore, ignore),
      never,
    );
    await expect(walk).resolves.toMatchObject({ files: 1 });
  });
});

describe('an error comes through', () => {
  test('of the catalogue, with code and remedy', async () => {
    await using worker = startWorker();
    await expect(worker.walk(orderTo('refuses'), ignore, never)).rejects.toMatchObject({
      name: 'ButlerError',
      code: 'root-missing',
      message: 'The folder "/there" does not exist.',
      remedy: expect.stringContaining('spelling'),
    });
    expect(worker.usable).toBe(true);
  });

  test('of any other kind, in one line', async () => {
    await using worker = startWorker();
    await expect(worker.walk(orderTo('fails'), ignore, never)).rejects.toThrow('Something broke.');
  });
});

describe('a worker is lost', () => {
  test.each([
    ['dies', 'killed by SIGKILL'],
    ['crashes', 'exit code 1'],
  ])('that %s', async (root, detail) => {
    await using worker = startWorker();
    const walk = worker.walk(orderTo(root), ignore, never);
    await expect(walk).rejects.toMatchObject({
      code: 'worker-lost',
      message: expect.stringContaining(detail),
    });
    expect(worker.usable).toBe(false);
    await expect(worker.walk(orderTo('batches'), ignore, never)).rejects.toMatchObject({
      code: 'worker-lost',
    });
  });

  test('that gives no sign of life, and is killed', async () => {
    await using worker = startWorker({ mostSilenceMs: 300 });
    await expect(worker.walk(orderTo('hangs'), ignore, never)).rejects.toMatchObject({
      code: 'worker-lost',
      message: expect.stringContaining('no sign of life for 0.3 s'),
    });
    expect(worker.usable).toBe(false);
    expect(await isGone(worker.pid)).toBe(true);
  });

  test('whose module cannot be loaded', async () => {
    const worker = new WorkerProcess('/nowhere/worker.ts');
    await expect(worker.walk(orderTo('batches'), ignore, never)).rejects.toMatchObject({
      code: 'worker-lost',
    });
    await worker.stop();
  });
});

describe('cancelling', () => {
  test('before the beginning does nothing', async () => {
    await using worker = startWorker();
    const walk = worker.walk(orderTo('hangs'), ignore, AbortSignal.abort());
    await expect(walk).rejects.toMatchObject({ code: 'cancelled' });
    await expect(worker.walk(orderTo('batches'), ignore, never)).resolves.toMatchObject({ files: 1 });
  });

  test('ends an order that listens, and keeps its process', async () => {
    await using worker = startWorker();
    const controller = new AbortController();
    const walk = worker.walk(orderTo('waits'), async () => controller.abort(), controller.signal);
    await expect(walk).rejects.toMatchObject({ code: 'cancelled' });
    await expect(worker.walk(orderTo('batches'), ignore, never)).resolves.toMatchObject({ files: 1 });
  });

  test('ends the process of an order that does not listen', async () => {
    await using worker = startWorker();
    const controller = new AbortController();
    const walk = worker.walk(orderTo('stubborn'), async () => controller.abort(), controller.signal);
    await expect(walk).rejects.toMatchObject({ code: 'cancelled' });
    expect(worker.usable).toBe(false);
    expect(await isGone(worker.pid)).toBe(true);
  });
});

describe('the process', () => {
  test('is gone once it was stopped, however often', async () => {
    const worker = new WorkerProcess(entry);
    await Promise.all([worker.stop(), worker.stop()]);
    await worker.stop();
    expect(worker.usable).toBe(false);
    expect(await isGone(worker.pid)).toBe(true);
  });

  test('is gone once it was stopped in the middle of an order, which is cancelled', async () => {
    const worker = new WorkerProcess(entry);
    const started = Promise.withResolvers<void>();
    const walk = worker.walk(orderTo('stubborn'), async () => started.resolve(), never);
    const ended = expect(walk).rejects.toMatchObject({ code: 'cancelled' });
    await started.promise;
    await worker.stop();
    await ended;
    expect(await isGone(worker.pid)).toBe(true);
  });

  test('leaves the processor to others', async () => {
    await using worker = startWorker();
    expect(getPriority(worker.pid)).toBe(10);
  });

  test('leaves the end of a terminal session to its parent', async () => {
    await using worker = startWorker();
    await worker.walk(orderTo('batches'), ignore, never);
    process.kill(worker.pid ?? 0, 'SIGINT');
    await expect(worker.walk(orderTo('batches'), ignore, never)).resolves.toMatchObject({ files: 1 });
  });

  test('knows no secrets', async () => {
    process.env['BUTLER_TOKEN'] = 'secret';
    try {
      await using worker = startWorker();
      let names: readonly string[] = [];
      const keep = async ({ gone }: WalkBatch) => {
        names = gone;
      };
      await worker.walk(orderTo('environment'), keep, never);
      expect(names).toContain('PATH');
      expect(names).not.toContain('BUTLER_TOKEN');
    } finally {
      delete process.env['BUTLER_TOKEN'];
    }
  });

  test('ends with its parent, however that ends', async () => {
    const script = `
      import { WorkerProcess } from ${JSON.stringify(new URL('./worker-process.ts', import.meta.url).href)};
      const worker = new WorkerProcess(${JSON.stringify(entry)});
      const order = { root: 'stubborn', known: { paths: [], modified: new Float64Array(), topFiles: [] }, checkEveryFile: false };
      await worker.walk(order, async () => console.log(worker.pid), new AbortController().signal);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    expect(await isGone(Number(line))).toBe(true);
  });
});
