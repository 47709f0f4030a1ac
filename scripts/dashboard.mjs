// The dashboard as browsers load it, made from web/ and sdk/: in few files, each beside its compressed forms.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { findOrMake, sourcesIn } from './made.mjs';

/** The folder with the dashboard of the sources as they are now; undefined in a checkout that has none. */
export async function findOrMakeDashboard(root) {
  const web = join(root, 'web');
  if (!existsSync(web)) return undefined;
  const lock = join(root, 'package-lock.json');
  const folders = [join(web, 'src'), join(web, 'public'), join(root, 'sdk', 'src')];
  return await findOrMake(
    join(root, 'node_modules', '.cache', 'butler-dashboard'),
    root,
    () => [
      lock,
      join(root, 'scripts', 'dashboard.mjs'),
      join(web, 'index.html'),
      join(web, 'vite.config.ts'),
      ...folders.flatMap(sourcesIn),
    ],
    async folder => {
      await build(web, folder);
      compress(folder);
    },
  );
}

/** The same whoever builds it: vite makes another one where the environment speaks of tests or development. */
async function build(web, folder) {
  const vite = await import('vite');
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    await vite.build({
      configFile: join(web, 'vite.config.ts'),
      root: web,
      logLevel: 'silent',
      build: { outDir: folder, emptyOutDir: true },
    });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

/** Browsers take brotli where the connection is encrypted, and gzip elsewhere. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  }
}
