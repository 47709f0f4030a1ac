// What is in a bundle; bundle.mjs says when there is a new one.
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** Writes the bundle of the program of a checkout into a new folder. Throws what the bundler finds wrong, as `errors`. */
export async function build(root, folder) {
  const apart = [...nativePackages(root), ...webAssembly];
  const bundle = await rolldown({
    cwd: root,
    platform: 'node',
    input: { program: join(root, 'src', 'cli', 'program.ts') },
    external: id => apart.some(name => id === name || id.startsWith(`${name}/`)),
    plugins: [entries(root)],
    logLevel: 'silent',
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    comments: false,
  });
}

/** Packages that look for WebAssembly beside themselves; those of one scope share what they know. */
const webAssembly = ['@tensorflow'];

/** Packages with native code keep it in packages of their own, one for each platform, and look for it beside themselves. */
function nativePackages(root) {
  const read = path => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const names = Object.keys(read('.').dependencies);
  return names.filter(name => read(join('node_modules', name)).optionalDependencies);
}

/**
 * A module that runs in a thread or a process of its own is named by `new URL('./name.ts', import.meta.url)`: it becomes
 * an entry of the bundle. Whatever else a module looks for beside itself stays where it is.
 */
function entries(root) {
  const places = /new URL\('([^']+\.ts)', import\.meta\.url\)|import\.meta\.(url|dirname|filename)\b/g;
  return {
    name: 'entries',
    transform: {
      filter: { code: 'import.meta.' },
      handler(code, id) {
        const here = { url: pathToFileURL(id).href, dirname: dirname(id), filename: id };
        return code.replaceAll(places, (_, path, property) => {
          if (!path) return JSON.stringify(here[property]);
          const module = resolve(dirname(id), path);
          const fileName = relative(root, module).replaceAll(/[\\/]/g, '-').replace(/\.ts$/, '.js');
          this.emitFile({ type: 'chunk', id: module, fileName });
          return `new URL('./${fileName}', import.meta.url)`;
        });
      },
    },
  };
}
