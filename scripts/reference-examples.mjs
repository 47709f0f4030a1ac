// How an operation is called from TypeScript, Python and a shell.
import { fence } from './markdown.mjs';
import { propertyName } from './sdk-operations.mjs';

const server = 'http://localhost:32500';

export function writeExamples(document, operation, call) {
  const asked = requestOf(document, operation);
  if (operation.responses[101]) return writeSocketExamples(asked);
  return [
    ...['### TypeScript', '', ...fence('typescript', typescript(operation, call, asked))],
    ...['### Python', '', ...fence('python', python(operation, asked))],
    ...['### curl', '', ...fence('sh', curl(operation, asked))],
  ];
}

/** A websocket is opened, not asked. */
function writeSocketExamples({ url, secret }) {
  const address = `${url.replace(/^http/, 'ws')}?${secret.name}=`;
  const inBrowser = [
    `const socket = new WebSocket(\`${address}\${process.env.${secret.variable}}\`);`,
    "socket.addEventListener('message', ({ data }) => console.log(data));",
  ];
  const inPython = [
    '# pip install websockets',
    'import os',
    '',
    'from websockets.sync.client import connect',
    '',
    `with connect("${address}" + os.environ["${secret.variable}"]) as socket:`,
    '    for message in socket:',
    '        print(message)',
  ];
  return [
    ...['### TypeScript', '', ...fence('typescript', inBrowser.join('\n'))],
    ...['### Python', '', ...fence('python', inPython.join('\n'))],
    ...['### curl', '', ...fence('sh', `curl --no-buffer "${address}$${secret.variable}"`)],
  ];
}

/** A request by the examples of what it must have. */
function requestOf(document, { parameters = [], requestBody, responses, address, method, security }) {
  const exampleFor = ({ schema, example }) => example ?? schema.example ?? schema.enum?.[0] ?? '1';
  const needed = parameters.filter(({ required }) => required);
  const [inPath, inQuery] = ['path', 'query'].map(place => needed.filter(({ in: where }) => where === place));
  const values = Object.fromEntries(needed.map(one => [one.name, exampleFor(one)]));
  const path = inPath.reduce(
    (text, { name }) => text.replace(`{${name}}`, encodeURIComponent(values[name])),
    address,
  );
  const search = inQuery.map(({ name }) => `${name}=${encodeURIComponent(values[name])}`).join('&');
  const secrets = (security ?? document.security).map(one => Object.keys(one)[0]);
  const [secret] = secrets.map(name => document.components.securitySchemes[name].name);
  return {
    method,
    url: `${server}${path}${search && `?${search}`}`,
    values,
    body: requestBody?.content['application/json']?.example,
    hasBody: requestBody !== undefined,
    isStream: 'text/event-stream' in (responses[200]?.content ?? {}),
    secret: secret && {
      name: secret,
      variable: secret === 'X-Plex-Token' ? 'BUTLER_TOKEN' : 'BUTLER_SECRET',
    },
  };
}

const client = [
  "import { Butler } from 'butler-sdk';",
  '',
  `const butler = new Butler({ serverURL: '${server}', token: process.env.BUTLER_TOKEN });`,
  '',
];

/** What the client does with a Plex server as well, by hand. */
const byHand = {
  getTasks: 'for (const task of await butler.getTasks()) console.log(task.name, task.enabled);',
  startTasks: 'await butler.startTasks();',
  stopTasks: 'await butler.stopTasks();',
  startTask: "const { outcome } = await butler.startTask({ task: 'BackupDatabase' });\nconsole.log(outcome);",
  stopTask: "await butler.stopTask({ task: 'BackupDatabase' });",
  getActivities:
    'for (const activity of await butler.activities.list()) console.log(activity.title, activity.progress);',
  cancelActivity: "await butler.activities.cancel({ uuid: '7b1e6f0a-3a55-4d6e-9d0b-2f4f3f0c9a11' });",
  getPreferences:
    'for (const preference of await butler.preferences.list()) console.log(preference.id, preference.value);',
  getPreference: "console.log(await butler.preferences.get({ id: 'ButlerStartHour' }));",
  setPreferences: 'await butler.preferences.set({ ButlerStartHour: 3, ButlerTaskBackupDatabase: true });',
  getIdentity: 'console.log(await butler.identity());',
  getEvents: "for await (const event of butler.events({ types: ['run'] })) console.log(event);",
};

function typescript({ operationId }, call, asked) {
  if (byHand[operationId]) return [...client, byHand[operationId]].join('\n');
  if (!call) return fetched(asked);
  const request = { ...asked.values, ...asked.body };
  const given = Object.keys(request).length > 0 ? literal(request) : '';
  const called = `butler.${propertyName(call.tag)}.${call.name}(${given})`;
  const used = {
    list: `for await (const entry of ${called}) console.log(entry);`,
    json: `console.log(await ${called});`,
    text: `console.log(await ${called});`,
    bytes: `const response = await ${called};\nconsole.log(await response.arrayBuffer());`,
    nothing: `await ${called};`,
  };
  return [...client, used[call.result]].join('\n');
}

function fetched({ method, url, body, secret, isStream }) {
  const headers = [
    ...(secret ? [`'${secret.name}': process.env.${secret.variable} ?? ''`] : []),
    ...(body === undefined ? ["Accept: 'application/json'"] : ["'Content-Type': 'application/json'"]),
  ];
  return [
    `const response = await fetch('${url}', {`,
    ...(method === 'GET' ? [] : [`  method: '${method}',`]),
    `  headers: { ${headers.join(', ')} },`,
    ...(body === undefined ? [] : [`  body: JSON.stringify(${literal(body)}),`]),
    '});',
    ...(isStream
      ? [
          'for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {',
          '  process.stdout.write(text);',
          '}',
        ]
      : ['console.log(response.status, await response.text());']),
  ].join('\n');
}

/** By the client for Plex that most use, at the version whose page describes the five operations. */
const plexClient = {
  getTasks: ['plex_api.butler.get_tasks()', 'assert res.object is not None', 'print(res.object)'],
  startTasks: ['plex_api.butler.start_tasks()', 'assert res is not None', 'print(res)'],
  stopTasks: ['plex_api.butler.stop_tasks()', 'assert res is not None', 'print(res)'],
  startTask: [
    'plex_api.butler.start_task(request={\n        "task": operations.PathParamTask.BACKUP_DATABASE,\n    })',
    'assert res is not None',
    'print(res)',
  ],
  stopTask: [
    'plex_api.butler.stop_task(request={\n        "task": operations.Task.BACKUP_DATABASE,\n    })',
    'assert res is not None',
    'print(res)',
  ],
};

function python({ operationId }, asked) {
  const known = plexClient[operationId];
  if (!known) return urllib(asked);
  const [call, check, show] = known;
  return [
    '# pip install plex-api-client==0.32.6',
    'import os',
    '',
    'from plex_api_client import PlexAPI',
    ...(call.includes('operations.') ? ['from plex_api_client.models import operations'] : []),
    '',
    `with PlexAPI(server_url="${server}", token=os.environ["BUTLER_TOKEN"]) as plex_api:`,
    `    res = plex_api.butler.${call.replace('plex_api.butler.', '')}`,
    '',
    `    ${check}`,
    `    ${show}`,
  ].join('\n');
}

function urllib({ method, url, body, secret, isStream }) {
  const headers = [
    ...(secret ? [`"${secret.name}": os.environ["${secret.variable}"]`] : []),
    ...(body === undefined ? ['"Accept": "application/json"'] : ['"Content-Type": "application/json"']),
  ];
  return [
    ...(body === undefined ? [] : ['import json']),
    ...(secret ? ['import os'] : []),
    'from urllib.request import Request, urlopen',
    '',
    'request = Request(',
    `    "${url}",`,
    ...(method === 'GET' ? [] : [`    method="${method}",`]),
    `    headers={${headers.join(', ')}},`,
    ...(body === undefined ? [] : [`    data=json.dumps(${pythonLiteral(body)}).encode(),`]),
    ')',
    'with urlopen(request) as response:',
    ...(isStream
      ? ['    for line in response:', '        print(line.decode(), end="")']
      : ['    print(response.status, response.read())']),
  ].join('\n');
}

function curl({ responses }, { method, url, body, secret, isStream }) {
  const isBinary = Object.keys(responses[200]?.content ?? {}).some(type =>
    /^(image|video|audio)|octet/.test(type),
  );
  const options = [
    ...(isStream ? ['--no-buffer'] : []),
    ...(method === 'GET' ? [] : [`--request ${method}`]),
    ...(secret ? [`--header "${secret.name}: $${secret.variable}"`] : []),
    ...(body === undefined
      ? []
      : ["--header 'Content-Type: application/json'", `--data '${JSON.stringify(body)}'`]),
    ...(isBinary ? ['--output file'] : []),
    `'${url}'`,
  ];
  return `curl ${options.join(' \\\n  ')}`;
}

/** A value as TypeScript has it, on one line where that is short. */
function literal(value) {
  const text = write(value);
  return text.length <= 80 ? text : write(value, '\n');
}

function write(value, gap = ' ', depth = 1) {
  const [open, close] = gap === ' ' ? [' ', ' '] : [`\n${'  '.repeat(depth)}`, `\n${'  '.repeat(depth - 1)}`];
  const separator = gap === ' ' ? ', ' : `,\n${'  '.repeat(depth)}`;
  if (typeof value === 'string') return `'${value.replaceAll(/['\\]/g, '\\$&')}'`;
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(one => write(one, gap, depth)).join(', ')}]`;
  const fields = Object.entries(value).map(([name, one]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
    return `${key}: ${write(one, gap, depth + 1)}`;
  });
  return fields.length === 0 ? '{}' : `{${open}${fields.join(separator)}${gap === ' ' ? '' : ','}${close}}`;
}

function pythonLiteral(value) {
  return JSON.stringify(value)
    .replaceAll(/\btrue\b/g, 'True')
    .replaceAll(/\bfalse\b/g, 'False')
    .replaceAll(/\bnull\b/g, 'None');
}
