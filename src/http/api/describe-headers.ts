type Parameter = { readonly name: string; readonly in: string };

interface Operation {
  parameters?: Parameter[];
  readonly requestBody?: unknown;
  readonly responses: Record<string, Answer>;
  readonly security?: readonly unknown[];
}

interface Answer {
  readonly description?: string;
  readonly content?: Record<string, unknown>;
  readonly headers?: object;
}

const text = { type: 'string' } as const;

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an answer that the client has: where it is still the same, the answer is 304.',
  schema: { ...text, example: '"mX5bq0Jm1y0T3o2e6vF4Sg"' },
};

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `ETag` of a GET of this address: where that has changed, nothing is done, and the answer is 412.',
  schema: { ...text, example: '"mX5bq0Jm1y0T3o2e6vF4Sg"' },
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text that the client has never used: for 24 hours the same request with the same key is not done again, but answered as it was.',
  schema: { ...text, maxLength: 200, example: '3f0c8e6a-6d0f-4f0b-8a3e-0f6f2a4f1c55' },
};

const etag = { ETag: { description: 'Tells this answer from any other of this address.', schema: text } };

/** Adds to each operation of a document what all of its kind take and answer: tags of answers, and keys of requests. */
export function describeHeaders({ paths = {} }: { paths?: object }): void {
  for (const methods of Object.values(paths) as Record<string, Operation>[]) {
    const { get } = methods;
    const isTagged = get !== undefined && isGated(get) && get.responses['200']?.content?.['application/json'];
    for (const [method, operation] of Object.entries(methods)) {
      if (!isGated(operation)) continue;
      const { responses } = operation;
      const add = (parameter: Parameter) => {
        operation.parameters = [...(operation.parameters ?? []), parameter];
      };
      const problem = (description: string) => ({ ...responses['default'], description });
      if (method === 'get' && isTagged) {
        add(ifNoneMatch);
        responses['200'] = { ...responses['200'], headers: etag };
        responses['304'] = { description: 'The client has the answer already.', headers: etag };
      }
      if (method !== 'get' && isTagged) {
        add(ifMatch);
        responses['412'] = problem('What a GET of this address answers has changed.');
      }
      if (method === 'post') {
        add(idempotencyKey);
        responses['409'] ??= problem('A request with this key is under way.');
        responses['422'] = problem('Another request was made with this key.');
      }
    }
  }
}

/** Whether it needs the token, behind which all this is. */
function isGated({ security }: Operation): boolean {
  return security === undefined;
}
