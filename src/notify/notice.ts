import { oneLine } from '../domain/one-line.ts';
import type { Run } from '../domain/run.ts';

/** What people may be told. `test` is sent on request only. */
export const noticeKinds = ['failure', 'report', 'disk-nearly-full', 'test'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Something to tell people who are not looking. */
export interface Notice {
  readonly kind: NoticeKind;
  /** One line. */
  readonly title: string;
  /** Lines parted by `\n`. */
  readonly text: string;
  /** When it came to be, in milliseconds since 1970 UTC. */
  readonly at: number;
  /** The same for programs: plain data, as JSON can hold it. */
  readonly detail?: unknown;
}

/** Reads a comma-separated list of kinds; undefined where a name is none. Nothing in it is no kind. */
export function parseKinds(text: string): ReadonlySet<NoticeKind> | undefined {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '');
  return names.every(isKind) ? new Set(names) : undefined;
}

function isKind(name: string): name is NoticeKind {
  return (noticeKinds as readonly string[]).includes(name);
}

/** The notice of a run that failed. */
export function failureNotice(run: Run, taskTitle: string): Notice {
  const text = run.outcome ?? 'It does not say why.';
  return {
    kind: 'failure',
    title: `${taskTitle} failed`,
    text,
    at: run.endedAt ?? run.createdAt,
    detail: run,
  };
}

/** The notice with which a person tries whether notices arrive. */
export function testNotice(at: number): Notice {
  return { kind: 'test', title: 'Butler can reach you', text: 'This is what its notices look like.', at };
}

/** The notice without the signs that file names may smuggle into it. */
export function cleanNotice(notice: Notice): Notice {
  const text = notice.text
    .split('\n')
    .map(line => oneLine(line))
    .join('\n');
  return { ...notice, title: oneLine(notice.title), text };
}
