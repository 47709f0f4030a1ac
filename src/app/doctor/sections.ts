import { access, constants } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { formatCount } from '../../domain/amounts.ts';
import { quote } from '../../domain/errors.ts';
import type { Root } from '../../domain/library.ts';
import { findProcText } from '../../machine/kernel-file.ts';
import { fail, ok, type Verdict, warn } from './finding.ts';
import type { Subject } from './subject.ts';

/** Longer than this no disk that works lets one wait. */
const patienceMs = 5_000;

export async function checkSections({ reading }: Subject): Promise<Verdict> {
  const sections = (await reading?.library.sections()) ?? [];
  if (sections.length === 0)
    return warn('There are none yet.', 'Start Butler with your folders: butler ~/Films ~/Series.');
  const roots = sections.flatMap(({ roots }) => roots);
  const problems = (await Promise.all(roots.map(findProblem))).filter(problem => problem !== undefined);
  const [first] = problems;
  if (first === undefined) {
    return ok(
      `${formatCount(sections.length, 'section')} in ${formatCount(roots.length, 'folder')}, all of them there.`,
    );
  }
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return fail(
    `${first}${more}.`,
    'Attach the disk, or mend the permissions; until then the library stays as it is.',
  );
}

async function findProblem({ path, offlineBecause }: Root): Promise<string | undefined> {
  const answer = access(path, constants.R_OK | constants.X_OK).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => `${quote(path)} cannot be read (${error.code})`,
  );
  const late = delay(patienceMs, `${quote(path)} does not answer`, { ref: false });
  const problem = await Promise.race([answer, late]);
  if (problem !== undefined || offlineBecause === undefined) return problem;
  return `${quote(path)} was offline at the last scan (${offlineBecause})`;
}

/** Whether the kernel would watch all folders of the library, each of which takes one of its watches. */
export async function checkWatching({ reading }: Subject): Promise<Verdict> {
  const limit = Number(findProcText('/proc/sys/fs/inotify/max_user_watches'));
  if (!limit) return ok('The system has no limit.');
  let folders = 0;
  for (const { roots } of (await reading?.library.sections()) ?? []) {
    for (const { id } of roots) folders += (await reading?.library.knownFolders(id))?.paths.length ?? 0;
  }
  const message = `${formatCount(folders, 'folder')} of the library, ${formatCount(limit, 'watch', 'watches')} for all programs of this user.`;
  if (folders < limit * 0.9) return ok(message);
  return warn(
    message,
    'Raise it: sysctl -w fs.inotify.max_user_watches=524288. Until then scans find the changes.',
  );
}
