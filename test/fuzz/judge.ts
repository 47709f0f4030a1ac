import type { Contract, Operation } from '../support/openapi.ts';
import { accepts, type FuzzedRequest } from './requests.ts';

/** What of an answer to a request breaks a promise; undefined where all are kept. */
export async function findBreach(
  contract: Contract,
  asked: FuzzedRequest,
  response: Response,
): Promise<string | undefined> {
  const { status } = response;
  if (status >= 500) return `the status is ${status}: ${await response.text()}`;
  if (!asked.isAdmitted && status < 300 && !isOpen(contract, asked))
    return `${status} for who brings no token`;
  if (asked.method === 'HEAD') return (await response.text()) === '' ? undefined : 'HEAD has a body';
  const operation = findOperation(contract, asked);
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  if (isStream) return operation?.responses[200]?.content?.['text/event-stream'] ? undefined : 'a stream';
  const mismatch = operation
    ? await contract.findMismatch(operation, response)
    : await findUndescribed(contract, response);
  return mismatch ?? findWrongEncoding(contract, asked, response);
}

function isOpen(contract: Contract, asked: FuzzedRequest): boolean {
  const operation = findOperation(contract, asked);
  return operation !== undefined && 'security' in operation;
}

/** The operation that answers at an address: of several, the one that is most of words and least of parameters. */
function findOperation(contract: Contract, { method, target }: FuzzedRequest): Operation | undefined {
  const segments = segmentsOf(target.replace(/\?.*/s, '').slice(contract.url.length));
  const fits = ({ path }: Operation) => {
    const own = segmentsOf(path);
    return (
      own.length === segments.length && own.every((part, i) => part.startsWith('{') || part === segments[i])
    );
  };
  const asked = method === 'HEAD' ? 'GET' : method;
  const found = contract.operations.filter(operation => operation.method === asked && fits(operation));
  return found.toSorted((a, b) => parametersIn(a) - parametersIn(b))[0];
}

function segmentsOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter(part => part !== '')
    .map(decode);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parametersIn({ path }: Operation): number {
  return path.split('{').length;
}

/** What answers where nothing is described says so, in the form of failures. */
async function findUndescribed(contract: Contract, response: Response): Promise<string | undefined> {
  const { status } = response;
  if (status < 400) return `${status} where nothing is described`;
  const [any] = contract.operations;
  if (!any) throw new Error('The document describes nothing.');
  const responses = { default: any.responses['default'] as Operation['responses'][string] };
  return await contract.findMismatch({ ...any, responses }, response);
}

/** Answers in the manner of Plex come in XML or JSON as asked for, and failures as a page where not in JSON. */
function findWrongEncoding(
  contract: Contract,
  { headers }: FuzzedRequest,
  response: Response,
): string | undefined {
  if (contract.url !== '') return undefined;
  const accept = headers.find(([name]) => name === 'Accept')?.[1];
  const wanted = accept === undefined ? 'xml' : accepts.get(accept);
  const type = response.headers.get('content-type') ?? '';
  const isJson = type.startsWith('application/json');
  const isXml = type.startsWith('text/xml') || (response.status >= 400 && type.startsWith('text/html'));
  const isWrong = wanted === 'json' ? isXml && response.headers.get('content-length') !== '0' : isJson;
  return isWrong ? `${type} where ${wanted} is wanted` : undefined;
}
