import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findProcText } from './kernel-file.ts';
import { findMount, mayNotAnswer, parseMounts } from './mounts.ts';

/** Disks of a server at home wake up within this, in milliseconds. */
const patienceMs = 10_000;

/** Put to a share that has not answered yet. */
interface Question {
  readonly answer: Promise<unknown>;
  /** Milliseconds of a clock that never jumps. */
  readonly askedAt: number;
}

/**
 * Tells whether shares answer. An operation on one that is gone has no end, and keeps one of the few threads in which a
 * process waits for files; so each share is asked by one at a time, and who would have to wait longer leaves it be.
 */
export class Shares {
  readonly #ask: (path: string) => Promise<unknown>;
  readonly #patienceMs: number;
  readonly #root: string;
  /** By the folder of the mount, as long as there is no answer. */
  readonly #asked = new Map<string, Question>();

  /**
   * @param ask touches a path: whether it is there or not, its share has answered
   * @param root the folder in which `proc` lies
   */
  constructor(ask: (path: string) => Promise<unknown> = stat, mostMs = patienceMs, root = '/') {
    this.#ask = ask;
    this.#patienceMs = mostMs;
    this.#root = root;
  }

  /** Whether what a path lies on answers; what is no share always does. */
  async answers(path: string): Promise<boolean> {
    const mounts = parseMounts(findProcText(join(this.#root, 'proc/self/mountinfo')) ?? '');
    const mount = await findMount(path, mounts);
    if (!mount || !mayNotAnswer(mount)) return true;
    const { answer, askedAt } = this.#asked.get(mount.folder) ?? this.#put(mount.folder, path);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), askedAt + this.#patienceMs - performance.now());
    void answer.then(() => resolve(true));
    return await promise.finally(() => clearTimeout(timer));
  }

  #put(folder: string, path: string): Question {
    const answer = this.#ask(path)
      .catch(() => undefined)
      .finally(() => this.#asked.delete(folder));
    const question = { answer, askedAt: performance.now() };
    this.#asked.set(folder, question);
    return question;
  }
}
