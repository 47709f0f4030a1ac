import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRoot } from '../../../test/support/walked-root.ts';

let root: Awaited<ReturnType<typeof makeRoot>>;
beforeEach(async () => {
  root = await makeRoot();
  root.put('Films/Heat/heat.mkv');
  root.put('Films/Ran/ran.mkv');
  root.put('Shows/Lost/s1/e1.mkv');
});
afterEach(() => root[Symbol.asyncDispose]());

describe('a walk of one folder', () => {
  test('lists it and what is below, and nothing else', async () => {
    const { listed, summary } = await root.scan({ below: 'Films' });
    expect(listed).toEqual(['Films/Heat', 'Films/Ran', 'Films']);
    expect(summary.folders).toBe(3);
  });

  test('of a file looks at its folder', async () => {
    expect((await root.scan({ below: 'Shows/Lost/s1/e1.mkv' })).listed).toEqual(['Shows/Lost/s1']);
  });

  test('tells what is gone there, and leaves the rest alone', async () => {
    const { known } = await root.scan();
    rmSync(join(root.path, 'Films/Ran'), { recursive: true });
    rmSync(join(root.path, 'Shows/Lost'), { recursive: true });
    expect((await root.scan({ known, below: 'Films' })).gone).toEqual(['Films/Ran']);
    expect((await root.scan({ known, below: 'Films/Ran' })).gone).toEqual(['Films/Ran']);
    expect((await root.scan({ known, below: 'Shows/Lost' })).gone).toEqual(['Shows/Lost', 'Shows/Lost/s1']);
    expect((await root.scan({ known, below: 'Film' })).gone).toEqual([]);
  });

  test('finds a folder that a whole walk then finds too', async () => {
    const { known } = await root.scan();
    root.put('Films/New/new.mkv');
    const part = await root.scan({ known, below: 'Films/New' });
    expect(part.files).toEqual(['Films/New/new.mkv']);
    const paths = [...known.paths, ...part.known.paths];
    const modified = Float64Array.from([...known.modified, ...part.known.modified]);
    const whole = await root.scan({ known: { ...known, paths, modified } });
    expect([whole.gone, whole.listed]).toEqual([[], ['Films']]);
  });

  test('leaves what is behind links as it is', async () => {
    mkdirSync(join(root.beside, 'disk/Solaris'), { recursive: true });
    symlinkSync(join(root.beside, 'disk'), join(root.path, 'Films/more'));
    const { known } = await root.scan();
    expect(known.paths).toContain('Films/more/Solaris');
    const { gone, listed } = await root.scan({ known, below: 'Films', checkEveryFile: true });
    expect([gone, listed]).toEqual([[], ['Films/Heat', 'Films/Ran', 'Films']]);
  });

  test('behind a link, or in a folder that is passed over, is one of the whole root', async () => {
    mkdirSync(join(root.beside, 'disk/Solaris'), { recursive: true });
    symlinkSync(join(root.beside, 'disk'), join(root.path, 'Films/more'));
    root.put('lost+found/rescued.mkv');
    for (const below of ['Films/more/Solaris', 'lost+found']) {
      const { listed } = await root.scan({ below });
      expect(listed).toContain('');
      expect(listed).not.toContain('lost+found');
    }
  });

  test('is none where the root is not what it was', async () => {
    const { known } = await root.scan();
    rmSync(root.path, { recursive: true });
    mkdirSync(root.path);
    await expect(root.scan({ known, below: 'Films' })).rejects.toMatchObject({ code: 'root-emptied' });
  });
});
