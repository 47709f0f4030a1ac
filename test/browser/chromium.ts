import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'butler-chromium');

/** Why no browser can be driven here; undefined where it can. The one of the package is built for Linux on x64. */
export const noBrowser =
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `its Chromium is for linux-x64, and this is ${process.platform}-${process.arch}`;

/** Starts the Chromium that comes in the package, with the libraries and the font that come with it. */
export async function launchChromium(): Promise<Browser> {
  const folder = await findOrUnpack();
  return await chromium.launch({
    executablePath: join(folder, 'chromium'),
    // A page of our own needs no sandbox, which root may not have.
    args: ['--no-sandbox', '--font-render-hinting=none', '--disable-gpu', '--force-color-profile=srgb'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TMPDIR: process.env['TMPDIR'] ?? '/tmp',
      // A bare system lacks libnss3 and its like.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  });
}

/** The package unpacks itself below the folder for temporary files, here one of its own, and its libraries for Lambda only. */
const unpacking = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath());`;

async function findOrUnpack(): Promise<string> {
  const { version } = JSON.parse(
    await readFile(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  ) as { version: string };
  const folder = join(cache, version);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}.${performance.now()}`;
  await mkdir(unfinished, { recursive: true });
  try {
    const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    await promisify(execFile)(process.execPath, ['--eval', unpacking], { cwd: root, env });
    const fonts = join(folder, 'fonts');
    await writeFile(
      join(unfinished, 'fonts', 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`,
    );
    // Another test may have been faster, with the same.
    await rename(unfinished, folder).catch(error => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}
