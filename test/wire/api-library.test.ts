import { describe, expect, test } from 'vitest';
import { askApi } from '../support/http.ts';
import { RecordedButler } from '../support/recorded-butler.ts';
import { recordedItems } from '../support/recorded-items.ts';

describe('a section', () => {
  test('is added, and its type may be left out', async () => {
    const ask = askApi();
    const response = await ask('POST', '/sections', { title: ' Kids ', paths: ['/media/kids'] });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: 3, title: 'Kids', roots: [{ path: '/media/kids' }] });
    expect(await (await ask('GET', '/sections/3')).json()).toMatchObject({ title: 'Kids' });
  });

  test.each([
    [{}, 400, 'request-invalid', { paths: 'must be a list of folders' }],
    [{ paths: [] }, 400, 'request-invalid', { paths: 'must name a folder' }],
    [{ paths: ['/media/a'], title: ' ' }, 400, 'request-invalid', { title: 'must not be empty' }],
    [
      { paths: ['/media/a'], type: 'movies' },
      400,
      'request-invalid',
      { type: 'must be one of movie, show, artist, photo, such as movie' },
    ],
    [
      { paths: ['/media/a', 'media', '/media/\0'] },
      400,
      'request-invalid',
      {
        'paths.1': 'must be the absolute path of a folder',
        'paths.2': 'must be the absolute path of a folder',
      },
    ],
    [{ paths: ['/media/nothing'] }, 400, 'root-missing', { paths: 'must be a folder that is there' }],
    [{ paths: ['/etc'] }, 403, 'folder-outside', { paths: 'must lie where folders may be chosen from' }],
  ])('%j is refused', async (body, status, code, fields) => {
    const ask = askApi();
    const response = await ask('POST', '/sections', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code,
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
    expect((await ask('GET', '/sections/3')).status).toBe(404);
  });

  test('is renamed, and has other folders', async () => {
    const ask = askApi();
    const change = { title: 'Cinema', paths: ['/media/films', '/media/new'] };
    expect(await (await ask('PATCH', '/sections/1', change)).json()).toMatchObject({
      title: 'Cinema',
      roots: [{ path: '/media/films' }, { path: '/media/new' }],
    });
  });

  test('forgets the files that are missing', async () => {
    const ask = askApi();
    expect(await (await ask('DELETE', '/sections/1/missing')).json()).toEqual({
      files: 4,
      sentence: 'Films & “more”: forgot 4 files that went missing.',
    });
    expect(await (await ask('DELETE', '/sections/2/missing')).json()).toEqual({
      files: 0,
      sentence: 'Music: no file is missing.',
    });
    expect((await ask('DELETE', '/sections/9/missing')).status).toBe(404);
  });

  test('is removed once it was said what that means', async () => {
    const ask = askApi();
    const dry = await ask('DELETE', '/sections/1?dryRun=true');
    const counts = { items: 1_310, files: 1_315 };
    expect(await dry.json()).toEqual({
      ...{ removed: false, ...counts },
      sentence:
        'Films & “more” would be no section any more: 1,310 items with 1,315 files would be forgotten. On disk no media would be touched.',
    });
    expect((await ask('GET', '/sections/1')).status).toBe(200);
    const removed = await ask('DELETE', '/sections/1');
    expect([removed.status, await removed.json()]).toMatchObject([202, { removed: true, ...counts }]);
    const gone = await ask('GET', '/sections/1');
    expect([gone.status, await gone.json()]).toMatchObject([404, { code: 'section-unknown' }]);
  });

  test.each([
    [undefined, undefined],
    [{}, undefined],
    [{ path: '/media/films/Alien (1979)/' }, '/media/films/Alien (1979)'],
    [{ path: '/media/films' }, '/media/films'],
  ])('is scanned, also a folder of it: %j', async (body, folder) => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const response = await ask('POST', '/sections/1/scan', body);
    expect([response.status, await response.json()]).toEqual([202, { outcome: 'started' }]);
    expect(butler.scans).toEqual([{ sectionId: 1, ...(folder && { folder }) }]);
    expect(await (await ask('DELETE', '/sections/1/scan')).json()).toEqual({ outcome: 'stopped' });
    expect(await (await ask('DELETE', '/sections/2/scan')).json()).toEqual({ outcome: 'not-running' });
  });

  test.each([['/media/filmsy'], ['/media/films/../../etc'], ['films'], ['/media/films/a\0b'], ['/']])(
    'is not scanned in %j, which is none of its folders',
    async path => {
      const butler = new RecordedButler();
      const response = await askApi({ butler })('POST', '/sections/1/scan', { path });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field: 'path' }] });
      expect(butler.scans).toEqual([]);
    },
  );
});

describe('an item', () => {
  test.each([
    [{ section: 'x' }, { section: 'must be the number of a section' }],
    [{ type: 'film' }, { type: 'must be a type of items' }],
    [{ type: 'epsode' }, { type: 'must be a type of items, such as episode' }],
    [{ text: ' ' }, { text: 'must not be empty' }],
    [{ missing: 'indexfile' }, { missing: 'must be a kind of product, such as indexFile' }],
    [{ stale: 'x' }, { stale: 'must be one of indexFile, chapterThumbs, deep, loudness, autoTags' }],
    [{ missing: 'deep', stale: 'deep' }, { missing: 'cannot be given together with stale' }],
  ])('is not looked for by %j', async (search, fields) => {
    const response = await askApi()('GET', `/items?${new URLSearchParams(search)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
  });

  test('is looked for by what it lacks, in the version that is wanted', async () => {
    await askApi()('GET', '/items?stale=indexFile');
    expect(recordedItems.searched).toMatchObject({
      lacking: { how: 'stale', product: { kind: 'indexFile', version: 'bif1,w480' } },
    });
  });

  test('that is unknown is nowhere', async () => {
    const response = await askApi()('GET', '/items/99');
    expect([response.status, await response.json()]).toMatchObject([404, { code: 'item-unknown' }]);
  });

  test('is worked on now', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const started = await ask('POST', '/items/7/tasks/BackupDatabase');
    expect([started.status, await started.json()]).toEqual([202, { outcome: 'started', files: 1 }]);
    expect(butler.startedOn).toEqual([['BackupDatabase', [700]]]);
  });

  test('is scanned in its folder', async () => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/items/7/tasks/RefreshLibraries');
    expect(await response.json()).toEqual({ outcome: 'started', files: 1 });
    expect(butler.scans).toEqual([{ sectionId: 1, folder: '/media/films' }]);
  });

  test.each([
    ['/items/7/tasks/OptimizeDatabase', 409, 'task-indivisible'],
    ['/items/7/tasks/BackupDatabse', 404, 'task-unknown'],
    ['/items/99/tasks/BackupDatabase', 404, 'item-unknown'],
  ])('POST %s is refused', async (target, status, code) => {
    const response = await askApi()('POST', target);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  test('without files gives nothing to do', async () => {
    const response = await askApi()('POST', '/items/8/tasks/BackupDatabase');
    expect(await response.json()).toEqual({ outcome: 'nothing-to-do', files: 0 });
  });
});

describe('files that rest', () => {
  test.each([
    [{}, { BackupDatabase: [9], GenerateMediaIndexFiles: [7, 70] }],
    [{ task: 'BackupDatabase' }, { BackupDatabase: [9] }],
    [
      { ids: ['GenerateMediaIndexFiles:70', 'BackupDatabase:9', 'BackupDatabase:10'] },
      { BackupDatabase: [9], GenerateMediaIndexFiles: [70] },
    ],
    [{ ids: ['BackupDatabase:10'] }, {}],
  ])('are tried anew: %j', async (body, retried) => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/failures/retry', body);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      files: Object.values(retried).flat().length,
      tasks: Object.entries(retried).map(([task, parts]) => ({ task, files: parts?.length })),
    });
    expect(Object.fromEntries(butler.retried)).toEqual(retried);
  });

  test.each([
    [{ ids: [] }, { ids: 'must name a file; all of them without the field' }],
    [
      { ids: ['BackupDatabase:9', 'Backup:9'] },
      { 'ids.1': 'must be the id of a file that is set aside, such as GenerateMediaIndexFiles:7' },
    ],
    [{ task: 'Backup' }, { task: 'must be the name of a task, such as BackupDatabase' }],
    [{ ids: ['BackupDatabase:9'], task: 'BackupDatabase' }, { task: 'cannot be given together with ids' }],
    [{ all: true }, { all: 'is no field of this request' }],
  ])('are not tried for %j', async (body, fields) => {
    const butler = new RecordedButler();
    const response = await askApi({ butler })('POST', '/failures/retry', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: Object.entries(fields).map(([field, message]) => ({ field, message })),
    });
    expect(butler.retried).toEqual([]);
  });
});
