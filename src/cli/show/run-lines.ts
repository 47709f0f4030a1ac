import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';
import type { Api } from '../../../sdk/src/index.ts';
import { formatLength } from '../../domain/amounts.ts';
import { oneLine } from '../../domain/one-line.ts';
import type { Follower } from '../follow-runs.ts';
import { formatLive } from '../live-lines.ts';
import { marks } from './marks.ts';
import { percentOf } from './percent.ts';
import { isEnd } from './tasks-table.ts';

/** Between two drawings, in milliseconds. */
const drawEveryMs = 100;

/** Shows runs that are followed: live lines in a terminal, plain lines elsewhere. `titles` are those of the tasks. */
export class RunLines implements Follower {
  readonly #titles: ReadonlyMap<string, string>;
  readonly #live = process.stdout.isTTY ? createLogUpdate(process.stdout) : undefined;
  readonly #runs = new Map<number, Api.Run>();
  #timer: NodeJS.Timeout | undefined;

  constructor(titles: ReadonlyMap<string, string>) {
    this.#titles = titles;
  }

  onRun(run: Api.Run): void {
    const before = this.#runs.get(run.id);
    if (isEnd(run.state)) {
      this.#runs.delete(run.id);
      this.#print(this.#describeEnd(run));
    } else {
      this.#runs.set(run.id, run);
      if (!this.#live && before?.state !== run.state) this.#print(`${this.#titleOf(run)}: ${waiting(run)}`);
    }
    this.#timer ??= setTimeout(() => this.#draw(), drawEveryMs);
  }

  onFailure({ label, error }: Api.UnitFailedEvent): void {
    this.#print(`  ${styleText('yellow', '!')} ${oneLine(`${label}: ${error}`)}`);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#live?.clear();
    this.#live?.done();
  }

  #print(line: string): void {
    this.#live?.clear();
    process.stdout.write(`${line}\n`);
    this.#draw();
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = [...this.#runs.values()].map(run => {
      const { progress: detail } = run;
      const subtitle = run.state === 'running' ? (detail.subtitle ?? '') : waiting(run);
      const progress = percentOf(detail) ?? -1;
      return formatLive(
        { title: this.#titleOf(run), subtitle, progress, detail },
        process.stdout.columns || 80,
      );
    });
    this.#live?.(lines.join('\n'));
  }

  #titleOf({ task }: Api.Run): string {
    return this.#titles.get(task) ?? task;
  }

  #describeEnd(run: Api.Run): string {
    const [sign, colour] = marks[run.state] ?? ['·', 'yellow'];
    const { startedAt, endedAt, outcome = run.state } = run;
    const took = startedAt && endedAt ? formatLength(Date.parse(endedAt) - Date.parse(startedAt)) : '';
    const title = styleText('bold', this.#titleOf(run));
    return `${styleText(colour, sign)} ${title}  ${oneLine(outcome)}${took ? styleText('dim', `  ${took}`) : ''}`;
  }
}

/** What a run does that has not ended. */
function waiting({ state, plannedAt }: Api.Run): string {
  if (state === 'running') return 'started';
  if (state !== 'scheduled' || !plannedAt) return 'waits for its turn';
  const at = Temporal.Instant.from(plannedAt).toZonedDateTimeISO(Temporal.Now.timeZoneId());
  return `starts at ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
