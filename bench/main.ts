// npm run bench -- <name> [arguments]: each benchmark prints ratios that were measured side by side in one run.
const benches = {
  scan: () => import('./scan.ts'),
  'first-scan': () => import('./first-scan.ts'),
  'local-media': () => import('./local-media.ts'),
  intros: () => import('./intros.ts'),
  'index-files': () => import('./index-files.ts'),
  api: () => import('./api.ts'),
  cli: () => import('./cli.ts'),
  dashboard: () => import('./dashboard.ts'),
  busy: () => import('./busy.ts'),
  idle: () => import('./idle.ts'),
  plan: () => import('./plan.ts'),
  guide: () => import('./guide.ts'),
  'auto-tags': () => import('./auto-tags.ts'),
  backup: () => import('./backup.ts'),
  'one-pass': () => import('./one-pass.ts'),
  media: () => import('./media.ts'),
  worker: () => import('./worker.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(benches, name)) {
  process.stderr.write(`Name a benchmark: npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exit(2);
}
const { run } = await benches[name as keyof typeof benches]();
await run(args);
