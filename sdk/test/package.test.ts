import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, noBrowser } from '../../test/browser/chromium.ts';
import { Program } from '../../test/support/program.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';

const sdk = fileURLToPath(new URL('..', import.meta.url));
const binaries = join(sdk, '..', 'node_modules', '.bin');
const run = promisify(execFile);

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
/** The package as it would be published, and a project that has nothing but it. */
let built: string;
let app: string;
let program: Program;
let serverURL: string;
let token: string;

/** What people do with it, in code that every platform runs. */
const example = `
import { Butler, NotFoundError } from 'butler-sdk';

export async function use(serverURL, token) {
  const butler = new Butler({ serverURL, token, deviceName: 'Büro ☕' });
  const tasks = await butler.getTasks();
  const { outcome } = await butler.startTask({ task: 'CleanOldBundles' });
  const runs = [];
  for await (const run of butler.runs.list({ task: 'CleanOldBundles', limit: 1 })) runs.push(run.task);
  const missing = await butler.stopTask({ task: 'Nonsense' }).catch(error => error instanceof NotFoundError);
  const events = [];
  const onConnection = isOpen => isOpen && butler.startTask({ task: 'CleanOldCacheFiles' });
  for await (const event of butler.events({ types: ['run'], onConnection })) {
    if (event.type !== 'run' || event.run.task !== 'CleanOldCacheFiles') continue;
    events.push(event.type);
    if (event.run.state === 'succeeded') break;
  }
  const xml = new Butler({ serverURL, token, accepts: 'application/xml' });
  const named = (await xml.getTasks()).map(({ name }) => name).includes('BackupDatabase');
  return JSON.stringify([tasks.length > 20, outcome, runs[0], missing, events[0], named]);
}
`;
const expected = '[true,"started","CleanOldBundles",true,"run",true]';

beforeAll(async () => {
  folder = await makeTempFolder();
  built = join(folder.path, 'sdk');
  app = join(folder.path, 'app');
  const [data, films] = [join(folder.path, 'data'), join(folder.path, 'Films')];
  await Promise.all([built, app, films].map(path => mkdir(path)));
  program = new Program(['--data', data, '--port', '0', films]);
  for (const name of ['package.json', 'README.md', 'LICENSE', 'tsconfig.json', 'src']) {
    await cp(join(sdk, name), join(built, name), { recursive: true });
  }
  await run(join(binaries, 'tsc'), ['-p', built]);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder.path], { cwd: built });
  await writeFile(join(app, 'package.json'), '{"name":"app","type":"module","private":true}');
  const archive = join(folder.path, 'butler-sdk-0.1.0.tgz');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', archive], { cwd: app });
  await writeFile(join(app, 'example.js'), example);
  await writeFile(
    join(app, 'main.js'),
    "import { use } from './example.js';\nconst given = globalThis.Deno?.args ?? process.argv.slice(2);\nconsole.log(await use(...given));\n",
  );
  serverURL = await program.url();
  token = (await readFile(join(data, 'token'), 'utf8')).trim();
  await program.line(/Clean Old Cache Files: succeeded/);
});

afterAll(async () => {
  await program.kill('SIGTERM');
  await folder[Symbol.asyncDispose]();
});

describe('the package', () => {
  test('is as a package should be', async () => {
    const { messages } = await publint({ pkgDir: built, pack: 'npm', strict: true });
    const manifest = JSON.parse(await readFile(join(built, 'package.json'), 'utf8'));
    expect(messages.map(message => formatMessage(message, manifest))).toEqual([]);
    expect(manifest).not.toHaveProperty('dependencies');
  });

  test('is typed for strict programs, those of its README and of the reference among them, on servers and for browsers', async () => {
    const code = `
      import { type Api, Butler, type ButlerTask, NotFoundError, Task } from 'butler-sdk';

      const butler = new Butler({ serverURL: 'http://attic:32500', token: 'secret' });
      const tasks: ButlerTask[] = await butler.getTasks();
      for await (const run of butler.runs.list({ task: 'BackupDatabase', limit: 3 })) {
        const state: Api.Run['state'] = run.state;
        console.log(state, tasks[0]?.interval);
      }
      await butler.startTask({ task: Task.BackupDatabase }, { retries: { strategy: 'none' } });
      await butler.startTask({ task: 'OneOfTomorrow' });
      // @ts-expect-error: it is called task
      await butler.startTask({ name: 'BackupDatabase' });
      // @ts-expect-error: it is a number
      await butler.runs.get({ id: 'seven' });
      // @ts-expect-error: there is no such state
      const state: Api.Run['state'] = 'dreaming';
      for await (const event of butler.events({ types: ['run', 'progress'] })) {
        if (event.type === 'run') console.log(event.run.outcome);
        if (event.type === 'progress') console.log(event.progress.done, state);
      }
      await butler.stopTask({ task: 'X' }).catch((error: unknown) => {
        if (error instanceof NotFoundError) console.log(error.remedy, error.status, error.problem?.code);
      });
      export {};
    `;
    await writeFile(join(app, 'typed.ts'), code);
    const typeRoots = [join(sdk, '..', 'node_modules', '@types')];
    const everywhere = ['typed.ts', ...(await writeExamples('README.md', join(sdk, 'README.md')))];
    const onServers = await writeReference();
    const platforms = [
      [
        'tsc',
        { lib: ['es2023'], types: ['node'], typeRoots, module: 'nodenext' },
        [...everywhere, ...onServers],
      ],
      [
        'tsc6',
        { lib: ['es2023', 'dom'], types: [], module: 'esnext', moduleResolution: 'bundler' },
        everywhere,
      ],
    ] as const;
    const strict = { strict: true, exactOptionalPropertyTypes: true, skipDefaultLibCheck: true };
    for (const [compiler, platform, files] of platforms) {
      const compilerOptions = { noEmit: true, target: 'es2022', ...strict, ...platform };
      await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
      const said = await run(join(binaries, compiler), ['-p', app]).then(
        () => '',
        (error: { stdout: string }) => error.stdout,
      );
      expect(said, compiler).toBe('');
    }
  });

  test('runs in plain JavaScript', async () => {
    const { stdout } = await run(process.execPath, ['main.js', serverURL, token], { cwd: app });
    expect(stdout.trim()).toBe(expected);
  });

  for (const [name, ...args] of [
    ['bun', 'run'],
    ['deno', 'run', '--allow-net'],
  ] as const) {
    const missing = !isOnPath(name);
    test.skipIf(missing)(`runs in ${name}${missing ? ' (skipped: it is not on the PATH)' : ''}`, async () => {
      const { stdout } = await run(name, [...args, 'main.js', serverURL, token], { cwd: app });
      expect(stdout.trim()).toBe(expected);
    });
  }
});

/** The programs of a page, each in a file of its own; to one that makes no client one is known. */
async function writeExamples(name: string, path: string): Promise<string[]> {
  const page = await readFile(path, 'utf8');
  const examples = [...page.matchAll(/^```(?:ts|typescript)\n(.+?)^```/gms)].map(([, code = '']) => code);
  const known = "import { Butler } from 'butler-sdk';\ndeclare const butler: Butler;\nexport {};\n";
  return await Promise.all(
    examples.map(async (code, index) => {
      const file = `${name}-${index}.ts`;
      await writeFile(join(app, file), code.includes('const butler = ') ? code : `${known}${code}`);
      return file;
    }),
  );
}

/** The programs of the pages of all operations. */
async function writeReference(): Promise<string[]> {
  const reference = join(sdk, '..', 'docs', 'reference');
  const pages = (await readdir(reference, { recursive: true })).filter(path => path.endsWith('.md'));
  const files = await Promise.all(
    pages.map(path => writeExamples(path.replaceAll(/[\\/]/g, '-'), join(reference, path))),
  );
  expect(files.flat().length).toBeGreaterThan(50);
  return files.flat();
}

/** One file for browsers. */
async function bundle(code: string): Promise<string> {
  const entry = join(app, 'entry.js');
  await writeFile(entry, code);
  const bundled = await rolldown({ cwd: app, input: entry, platform: 'browser', logLevel: 'silent' });
  const { output } = await bundled.generate({ format: 'esm', minify: true });
  expect(output).toHaveLength(1);
  return output[0].code;
}

describe('a bundle', () => {
  test('with the five operations has at most 15 kB', async () => {
    const code = await bundle(`
      import { Butler } from 'butler-sdk';
      const butler = new Butler({ serverURL: 'http://attic:32500', token: 'secret' });
      console.log(await butler.getTasks());
      await butler.startTasks();
      await butler.stopTasks();
      await butler.startTask({ task: 'BackupDatabase' });
      await butler.stopTask({ task: 'BackupDatabase' });
    `);
    expect(gzipSync(code).byteLength).toBeLessThanOrEqual(15_000);
  });

  const skipped = noBrowser ? ` (skipped: ${noBrowser})` : '';
  test.skipIf(noBrowser)(`runs in a browser, on a page of the server${skipped}`, async () => {
    const code = await bundle(
      "import { Butler } from 'butler-sdk';\nimport { use } from './example.js';\nObject.assign(globalThis, { Butler, use });",
    );
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const blank = { contentType: 'text/html', body: '<!doctype html>' };
      await page.route('**/sdk-test', route => route.fulfill(blank));
      await page.goto(`${serverURL}/sdk-test`);
      await page.addScriptTag({ content: code, type: 'module' });
      // A module runs when its turn comes, not when it is added.
      await page.waitForFunction("'use' in globalThis");
      // Without an address of its own it asks the server that the page is from.
      expect(await page.evaluate(`use(undefined, ${JSON.stringify(token)})`)).toBe(expected);

      await page.route('**/moved/butler', route =>
        route.fulfill({ status: 302, headers: { Location: '/butler' } }),
      );
      const failing = (path: string) =>
        page.evaluate(
          `new Butler({ serverURL: location.origin + '${path}', retries: { strategy: 'none' }, timeoutMs: 1000 })
             .getTasks().catch(error => error.name)`,
        );
      expect(await failing('/moved')).toBe('RedirectError');
      expect(await failing('')).toBe('UnauthorizedError');
      await page.route('**/cut/butler', route => route.abort('connectionreset'));
      expect(await failing('/cut')).toBe('ConnectionError');
      await page.route('**/late/butler', () => {});
      expect(await failing('/late')).toBe('TimeoutError');
    } finally {
      await browser.close();
    }
  });
});

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(path => existsSync(join(path, name)));
}
