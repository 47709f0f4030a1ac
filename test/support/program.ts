import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));
/** As `npm start` starts it. */
const [, ...start] = packageJson.scripts.start.split(' ');

/** The real program in a process of its own. Its lines are kept, and can be waited for. */
export class Program implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly child: ChildProcess;
  readonly #exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #waiting = new Set<() => void>();

  /** @param cwd the checkout that it is started from */
  constructor(args: readonly string[], env: Record<string, string> = {}, cwd = root) {
    this.child = spawn(process.execPath, [...start, ...args], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', line => {
        this.lines.push(line);
        for (const check of this.#waiting) check();
      });
    }
    this.#exit = once(this.child, 'close').then(([code, signal]) => {
      for (const check of this.#waiting) check();
      return { code, signal };
    });
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** The first line, from the beginning, that matches; rejects with all lines when the program ends without it. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const check = () => {
      for (const line of this.lines) {
        const match = pattern.exec(line);
        if (match) return resolve(match);
      }
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        reject(new Error(`The program ended without a line like ${pattern}:\n${this.text}`));
      }
    };
    this.#waiting.add(check);
    check();
    try {
      return await promise;
    } finally {
      this.#waiting.delete(check);
    }
  }

  /** Resolves when there is another line; rejects with all lines when the program ends before. */
  async next(): Promise<void> {
    const { length } = this.lines;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = () => {
      if (this.lines.length > length) resolve();
      else if (this.child.exitCode !== null || this.child.signalCode !== null)
        reject(new Error(`The program ended:\n${this.text}`));
    };
    this.#waiting.add(check);
    check();
    await promise.finally(() => this.#waiting.delete(check));
  }

  /** The address it serves on. */
  async url(): Promise<string> {
    const [, url] = await this.line(/Address\s+(http:\S+)/);
    if (!url) throw new Error('No address was printed.');
    return url;
  }

  exited() {
    return this.#exit;
  }

  async kill(signal: NodeJS.Signals) {
    this.child.kill(signal);
    return await this.#exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill('SIGKILL');
  }
}
