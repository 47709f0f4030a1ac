import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { findMount, parseMounts } from './mounts.ts';

const mountinfo = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw,discard
40 27 8:1 /films /srv/My\\040films\\134new rw - ext4 /dev/sda1 rw
41 27 0:45 / /srv/nas rw - nfs4 nas:/films rw,vers=4.2
`;

test('reads where file systems appear, and from what', () => {
  expect(parseMounts(mountinfo)).toEqual([
    { device: '0:21', folder: '/proc', type: 'proc', source: 'proc' },
    { device: '254:0', folder: '/', type: 'ext4', source: '/dev/vda' },
    { device: '8:1', folder: '/srv/My films\\new', type: 'ext4', source: '/dev/sda1' },
    { device: '0:45', folder: '/srv/nas', type: 'nfs4', source: 'nas:/films' },
  ]);
  expect(parseMounts('\n22 27\nnothing - at all\n')).toEqual([]);
});

test.each([
  ['/home/me', '/'],
  ['/srv/nas', '/srv/nas'],
  ['/srv/nas/a/b.mkv', '/srv/nas'],
  ['/srv/nastier', '/'],
  ['/srv/My films\\new/a.mkv', '/srv/My films\\new'],
])('%s lies on what is mounted at %s', async (path, folder) => {
  expect(await findMount(path, parseMounts(mountinfo))).toMatchObject({ folder });
});

test('of two file systems in one place the later hides the earlier', async () => {
  const later = `${mountinfo}50 27 8:2 / /srv/nas rw - xfs /dev/sda2 rw\n`;
  expect(await findMount('/srv/nas/a', parseMounts(later))).toMatchObject({ type: 'xfs' });
});

test('links are followed, up to where nobody may answer', async () => {
  await using temp = await makeTempFolder();
  const at = (...names: string[]) => join(temp.path, ...names);
  await mkdir(at('disk', 'films'), { recursive: true });
  await mkdir(at('share'));
  await symlink(at('disk'), at('absolute'));
  await symlink('../share/films', at('disk', 'relative'));
  await symlink('round', at('round'));
  // It is mounted nowhere, so that whoever asks it finds this link.
  await symlink(at('disk'), at('share', 'back'));
  await mkdir(at('later'));
  await symlink(at('disk'), at('later', 'films'));
  const mounts = parseMounts(
    `1 1 8:1 / / rw - ext4 /dev/sda1 rw
2 1 8:17 / ${at('disk')} rw - ext4 /dev/sdb1 rw
3 1 0:45 / ${at('share')} rw - nfs4 nas:/films rw
4 1 0:46 / ${at('later')} rw - autofs /etc/auto.films rw
`,
  );
  const deviceOf = async (...names: string[]) => (await findMount(at(...names), mounts))?.device;
  expect(await deviceOf('elsewhere')).toBe('8:1');
  expect(await deviceOf('absolute', 'films', 'not yet there.mkv')).toBe('8:17');
  expect(await deviceOf('absolute', 'relative', 'a.mkv')).toBe('0:45');
  expect(await deviceOf('share', 'back', 'films')).toBe('0:45');
  expect(await deviceOf('later', 'films')).toBe('0:46');
  expect(await deviceOf('round', 'a')).toBeUndefined();
});

test('without mounts nothing is mounted', async () => {
  expect(await findMount('/srv', [])).toBeUndefined();
});
