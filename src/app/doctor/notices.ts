import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { parseCommandLine } from '../../notify/command-line.ts';
import { fail, ok, type Verdict } from './finding.ts';
import type { Subject } from './subject.ts';

/** Whether the program for notices is there and can be run. It is not run. */
export async function checkNotices({ env }: Subject): Promise<Verdict> {
  const text = env['BUTLER_NOTIFY_COMMAND'];
  if (!text) return ok('No command is set.');
  const [program] = parseCommandLine(text) ?? [];
  if (program === undefined) {
    return fail(
      'BUTLER_NOTIFY_COMMAND is neither the full path of a program nor an array of words.',
      'Write it like /usr/bin/tell or ["/usr/bin/tell", "--now"].',
    );
  }
  const places = isAbsolute(program)
    ? [program]
    : (env['PATH'] ?? '').split(delimiter).map(folder => join(folder, program));
  for (const place of places) {
    const canRun = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (canRun) return ok(place);
  }
  return fail(
    `${program} is not there, or may not be run.`,
    'Mend BUTLER_NOTIFY_COMMAND, or chmod +x the program.',
  );
}
