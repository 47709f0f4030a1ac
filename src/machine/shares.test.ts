import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { Shares } from './shares.ts';

const mountinfo = [
  '22 1 8:1 / / rw - ext4 /dev/sda1 rw',
  '41 22 0:45 / /butler-nas rw - nfs4 nas:/films rw',
  '42 22 0:46 / /butler-pool rw - fuse.mergerfs pool rw',
].join('\n');

test('a share that does not answer is asked by one, and left be by all until it does', async () => {
  await using kernel = await makeKernelFolder({ 'proc/self/mountinfo': mountinfo });
  const asked: string[] = [];
  const back = Promise.withResolvers<void>();
  const shares = new Shares(
    path => {
      asked.push(path);
      return path.startsWith('/butler-nas') ? back.promise : Promise.reject(new Error('It is not there.'));
    },
    1,
    kernel.root,
  );
  const films = ['a', 'b', 'c'].map(name => `/butler-nas/${name}.mkv`);
  expect(await Promise.all(films.map(film => shares.answers(film)))).toEqual([false, false, false]);
  expect(await shares.answers('/butler-nas/d.mkv')).toBe(false);
  expect(asked).toEqual(['/butler-nas/a.mkv']);

  // Others are not concerned, and what is not there is an answer too.
  expect(await shares.answers('/butler-pool/a.mkv')).toBe(true);
  expect(await shares.answers('/etc/butler')).toBe(true);
  expect(asked).toHaveLength(2);

  back.resolve();
  await back.promise;
  expect(await shares.answers('/butler-nas/e.mkv')).toBe(true);
  expect(asked.at(-1)).toBe('/butler-nas/e.mkv');
});
