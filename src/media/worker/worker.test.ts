import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';

const why = process.platform === 'win32' ? ' (skipped: Windows has no such files)' : '';

test.skipIf(why !== '')(`a worker ends with its parent, also where a file never answers${why}`, async () => {
  await using folder = await makeTempFolder();
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const entry = join(folder.path, 'entry.mjs');
  await writeFile(
    entry,
    `import { open } from 'node:fs/promises';
    import { serve } from ${JSON.stringify(new URL('./worker.ts', import.meta.url).href)};
    serve({});
    void open(${JSON.stringify(pipe)});
    process.send('hangs');`,
  );
  const worker = fork(entry);
  try {
    expect(await once(worker, 'message')).toEqual(['hangs', undefined]);
    worker.disconnect();
    await once(worker, 'exit');
  } finally {
    worker.kill('SIGKILL');
  }
});
