// The reference in a browser: Swagger UI over one of the two descriptions, and a token to try operations with.

/** Where the server is, also below a path that a proxy gave it. */
const server = new URL('.', location.href);

/** The dashboard keeps the token of a signed-in tab there, too. It survives a reload, and ends with the tab. */
const place = 'butler.token';

const api = new URLSearchParams(location.search).get('api') === 'plex' ? 'plex-openapi.json' : 'openapi.json';

const tokenField = document.getElementById('token');
const standing = document.getElementById('standing');

followColours();
markCurrent();
await followToken();
await showReference();

function followColours() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', apply);
  apply();
}

function markCurrent() {
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.document === api) link.setAttribute('aria-current', 'page');
  }
}

/** Keeps what is typed for this tab, and says whether the server takes it. */
async function followToken() {
  tokenField.value = sessionStorage.getItem(place) ?? '';
  const check = async () => {
    const token = tokenField.value.trim();
    if (token === '') sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, token);
    standing.textContent = token === '' ? '' : await judge(token);
  };
  tokenField.addEventListener('change', check);
  await check();
}

async function judge(token) {
  try {
    const { ok, status } = await fetch(new URL('api/v1/tasks', server), {
      headers: { 'X-Plex-Token': token },
    });
    if (ok) return '✓ right';
    return status === 429 ? 'Too many wrong ones: wait a minute.' : '✗ wrong';
  } catch {
    return 'The server cannot be reached.';
  }
}

async function showReference() {
  const response = await fetch(new URL(`api/v1/${api}`, server));
  const spec = prepare(await response.json());
  window.SwaggerUIBundle({
    spec,
    domNode: document.getElementById('reference'),
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    // The token is asked for once, at the top.
    plugins: [() => ({ wrapComponents: { authorizeBtn: nothing, authorizeOperationBtn: nothing } })],
    requestInterceptor: request => {
      const token = tokenField.value.trim();
      if (token !== '') request.headers['X-Plex-Token'] = token;
      return request;
    },
  });
}

function nothing() {
  return () => null;
}

/**
 * The description as it is shown: its addresses below this page's, and no examples of what may be left out, with which
 * Swagger UI would fill in every field of a request.
 */
function prepare(spec) {
  for (const one of spec.servers) one.url = new URL(one.url.slice(1), server).href.replace(/\/$/, '');
  for (const methods of Object.values(spec.paths)) {
    for (const { parameters = [] } of Object.values(methods)) {
      for (const parameter of parameters) {
        if (parameter.required) continue;
        const { example, default: usual, ...schema } = parameter.schema;
        delete parameter.example;
        parameter.schema = schema;
        const told = [
          example !== undefined && example !== '' && `Such as \`${example}\`.`,
          usual !== undefined && usual !== '' && `Without it: \`${usual}\`.`,
        ];
        parameter.description = [parameter.description, ...told].filter(Boolean).join(' ');
      }
    }
  }
  return spec;
}
