import { SaxesParser } from 'saxes';

type Schema = Readonly<Record<string, unknown>>;
type Resolve = (schema: Schema) => Schema;

interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
}

/**
 * What a document of XML says, as the value that JSON would tell of it by the same schema. Throws for what is no XML,
 * has text, or has a root of another name than the schema's.
 */
export function readXmlValue(text: string, schema: Schema, resolve: Resolve): unknown {
  const root = parse(text);
  const { name } = (resolve(schema)['xml'] ?? {}) as { name?: string };
  if (root.name !== name) throw new Error(`the root is ${root.name}, not ${name}`);
  return toValue(root, schema, resolve);
}

function parse(text: string): XmlElement {
  const open: XmlElement[] = [{ name: '', attributes: {}, children: [] }];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', between => {
    if (between.trim()) throw new Error(`there is text: ${between}`);
  });
  parser.on('error', error => {
    throw error;
  });
  parser.write(text).close();
  const [root] = open[0]?.children ?? [];
  if (!root) throw new Error('there is no root');
  return root;
}

/** What items are in XML, in a list of their own. */
const itemNames: ReadonlySet<string> = new Set(['Video', 'Directory', 'Track', 'Photo']);

function toValue(element: XmlElement, unresolved: Schema, resolve: Resolve): unknown {
  const schema = resolve(unresolved);
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const value: Record<string, unknown> = {};
  // XML cannot tell an empty list from none.
  for (const name of (schema['required'] ?? []) as readonly string[]) {
    if (properties[name] && resolve(properties[name])['type'] === 'array') value[name] = [];
  }
  for (const [name, text] of Object.entries(element.attributes)) {
    value[name] = properties[name] ? scalar(text, resolve(properties[name])) : text;
  }
  for (const child of element.children) {
    const isItem = 'Metadata' in properties && itemNames.has(child.name);
    const name = isItem && 'ratingKey' in child.attributes ? 'Metadata' : child.name;
    const property = resolve(properties[name] ?? {});
    if (property['type'] !== 'array') value[name] = toValue(child, property, resolve);
    else {
      value[name] ??= [];
      (value[name] as unknown[]).push(toValue(child, property['items'] as Schema, resolve));
    }
  }
  return value;
}

function scalar(text: string, { type }: Schema): unknown {
  if (type === 'boolean') return text === '1' ? true : text === '0' ? false : text;
  if (type !== 'integer' && type !== 'number') return text;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : text;
}
