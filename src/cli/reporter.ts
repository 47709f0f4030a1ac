import type { EventEmitter } from 'node:events';
import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import { formatLength } from '../domain/amounts.ts';
import type { Butler } from '../domain/butler.ts';
import type { ButlerEvents } from '../domain/events.ts';
import { oneLine } from '../domain/one-line.ts';
import { describeRestore, type Restore } from '../domain/restore.ts';
import type { Run } from '../domain/run.ts';
import { formatLive } from './live-lines.ts';
import { marks } from './show/marks.ts';

/** Tells people what happens while it happens. */
export interface Reporter {
  print(text: string): void;
  /** A message that the next one replaces, where the terminal can. */
  status(text: string): void;
  follow(butler: Butler, events: EventEmitter<ButlerEvents>): void;
  stop(): void;
}

/** Live lines below what was printed where `out` is a terminal, otherwise plain lines with their time. */
export function createReporter(out: NodeJS.WriteStream): Reporter {
  return out.isTTY ? new LiveReporter(out) : new PlainReporter(out);
}

/** What is worth a line: the beginning is not, in a terminal, since the live line shows it. */
function endOfRun(run: Run, title: string): string | undefined {
  const mark = run.state === 'skipped' ? undefined : marks[run.state];
  if (!mark) return undefined;
  const [sign, colour] = mark;
  const took =
    run.startedAt !== undefined && run.endedAt !== undefined ? formatLength(run.endedAt - run.startedAt) : '';
  return `${styleText(colour, sign)} ${styleText('bold', title)}  ${oneLine(run.outcome ?? '')}${took ? styleText('dim', `  ${took}`) : ''}`;
}

/** How far it is brought back is shown elsewhere. */
function isNews({ fraction }: Restore): boolean {
  return fraction === undefined;
}

class LiveReporter implements Reporter {
  readonly #out: NodeJS.WriteStream;
  readonly #live: ReturnType<typeof createLogUpdate>;
  #timer: NodeJS.Timeout | undefined;
  #butler: Butler | undefined;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
    this.#live = createLogUpdate(out);
  }

  print(text: string): void {
    this.#live.clear();
    this.#out.write(`${text}\n`);
    this.#draw();
  }

  status(text: string): void {
    this.#live(text);
  }

  follow(butler: Butler, events: EventEmitter<ButlerEvents>): void {
    this.#butler = butler;
    const titles = new Map(butler.tasks().map(task => [task.name, task.title]));
    events.on('run', run => {
      const line = endOfRun(run, titles.get(run.task) ?? run.task);
      if (line) this.print(line);
    });
    events.on('log', line => {
      if (line.level === 'warn') this.print(`  ${styleText('yellow', '!')} ${oneLine(line.message)}`);
      if (line.level === 'error') this.print(`  ${styleText('red', '!')} ${oneLine(line.message)}`);
    });
    events.on('fault', message => this.print(`  ${styleText('red', '!')} ${oneLine(message)}`));
    events.on('clock', ({ sentence }) => this.print(`  ${styleText('yellow', '!')} ${sentence}`));
    events.on('watch', ({ level, sentence }) => {
      if (level === 'warn') this.print(`  ${styleText('yellow', '!')} ${oneLine(sentence)}`);
    });
    events.on('restore', restore => {
      if (isNews(restore))
        this.print(
          `  ${styleText(restore.state === 'failed' ? 'red' : 'yellow', '!')} ${oneLine(describeRestore(restore))}`,
        );
    });
    this.#timer = setInterval(() => this.#draw(), 100);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#butler = undefined;
    this.#live.clear();
    this.#live.done();
  }

  #draw(): void {
    if (!this.#butler) return;
    const lines = this.#butler.activities().map(activity => formatLive(activity, this.#out.columns ?? 80));
    this.#live(lines.join('\n'));
  }
}

/** A status that cannot replace the one before is told this often only. */
const statusEveryMs = 5_000;

class PlainReporter implements Reporter {
  readonly #out: NodeJS.WriteStream;
  #statusAt = Number.NEGATIVE_INFINITY;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  print(text: string): void {
    this.#out.write(`${text}\n`);
  }

  status(text: string): void {
    const at = performance.now();
    if (at - this.#statusAt < statusEveryMs) return;
    this.#statusAt = at;
    this.#line(text.trim());
  }

  follow(butler: Butler, events: EventEmitter<ButlerEvents>): void {
    const titles = new Map(butler.tasks().map(task => [task.name, task.title]));
    const names = new Map<number, string>();
    events.on('run', run => {
      const title = titles.get(run.task) ?? run.task;
      names.set(run.id, title);
      if (run.state === 'running') this.#line(`${title}: started`);
      else if (run.endedAt !== undefined) {
        this.#line(`${title}: ${run.state}. ${run.outcome ?? ''}`);
        names.delete(run.id);
      }
    });
    events.on('log', ({ runId, level, message }) => {
      if (level === 'warn' || level === 'error')
        this.#line(`${names.get(runId) ?? 'Butler'}: ${level}: ${message}`);
    });
    events.on('fault', message => this.#line(`Butler: error: ${message}`));
    events.on('clock', ({ sentence }) => this.#line(`Butler: warn: ${sentence}`));
    events.on('watch', ({ level, sentence }) => this.#line(`Butler: ${level}: ${sentence}`));
    events.on('restore', restore => {
      const level = restore.state === 'failed' ? 'error' : 'info';
      if (isNews(restore)) this.#line(`Butler: ${level}: ${describeRestore(restore)}`);
    });
  }

  stop(): void {}

  #line(text: string): void {
    this.#out.write(`${new Date().toISOString()} ${oneLine(text)}\n`);
  }
}
