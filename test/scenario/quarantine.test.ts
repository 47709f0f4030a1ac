import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

async function run(...args: string[]): Promise<{ text: string; code: number | null }> {
  await using program = new Program(args);
  const { code } = await program.exited();
  return { text: program.text, code };
}

test('what cleaning took away is seen through the API, listed, put back, and removed for good', async () => {
  await using temp = await makeTempFolder();
  const data = join(temp.path, 'data');
  const films = join(temp.path, 'films');
  await mkdir(films);
  await makeFilms(films, 1, 5);
  await onlyIndexFilesIn(data);
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--data', data, '--json')).text);
  const old = join(data, 'cache', 'posters', 'old.jpg');
  {
    await using program = new Program(['--data', data, '--port', '0', films]);
    const url = await program.url();
    await program.line(/Generate Media Index Files: succeeded/);
    await mkdir(dirname(old), { recursive: true });
    await writeFile(old, '12345');
    await utimes(old, 1, 1);
    using db = new DatabaseSync(join(data, 'butler.db'), { timeout: 10_000 });
    db.exec("insert into tag (kind, name) values ('actor', 'Nobody')");
    const token = await readFile(join(data, 'token'), 'utf8');
    const headers = { 'X-Plex-Token': token.trim(), Accept: 'application/json' };
    const outcomes = async (task: string) => {
      const answer = await fetch(`${url}/api/v1/runs?task=${task}`, { headers });
      const { items } = (await answer.json()) as { items: { outcome: string }[] };
      return items.map(({ outcome }) => outcome);
    };
    const list = await (await fetch(`${url}/butler`, { headers })).text();
    for (const [task, title, effect] of [
      ['CleanOldCacheFiles', 'Clean Old Cache Files', /Set aside 1 file \(5 bytes\)/],
      ['GarbageCollectBlobs', 'Garbage Collect Blobs', /set aside 1 unused tag/],
      ['GarbageCollectLibraryMedia', 'Garbage Collect Library Media', /Nothing to clean/],
    ] as const) {
      expect(list).toContain(task);
      await program.line(new RegExp(`${title}: succeeded`));
      const before = (await outcomes(task)).length;
      await fetch(`${url}/butler/${task}`, { method: 'POST', headers });
      await program.line(new RegExp(`${title}: succeeded. ${effect.source}|succeeded.*${effect.source}`));
      expect((await outcomes(task)).length).toBeGreaterThanOrEqual(before);
      expect((await outcomes(task)).some(outcome => effect.test(outcome))).toBe(true);
    }
    // A server is at work: it alone may write to the library, and does when it is asked.
    const { items: listed } = await json('quarantine', 'list');
    expect(listed.map(({ what }: { what: string }) => what).sort()).toEqual(
      [old, '1 tag that no item has'].sort(),
    );
    const rows = listed.find(({ id }: { id: string }) => id.startsWith('rows:')).id;
    expect(await json('quarantine', 'restore', rows)).toEqual({ restored: '1 tag that no item has' });
    await program.kill('SIGTERM');
  }
  const { items: listed } = await json('quarantine', 'list');
  expect(listed).toHaveLength(1);
  expect(await json('quarantine', 'restore', listed[0].id)).toEqual({ restored: old });
  expect(await readdir(dirname(old))).toEqual(['old.jpg']);
  {
    using db = new DatabaseSync(join(data, 'butler.db'), { readOnly: true });
    expect(db.prepare("select count(*) as count from tag where name = 'Nobody'").get()?.['count']).toBe(1);
  }
  expect((await run('quarantine', 'list', '--data', data)).text).toBe('Nothing was set aside.');
  expect((await run('quarantine', 'restore', '2027-01-01/1', '--data', data)).text).toMatch(
    /cannot be put back/,
  );
  expect(await json('quarantine', 'empty')).toMatchObject({ rows: 0 });
});
