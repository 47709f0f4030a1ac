/** An element of the XML in which Plex servers answer: there is no text in it, only attributes and elements. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Throws a SyntaxError for what is no such XML, and for a document type. */
export function parseXml(text: string): XmlElement {
  const root = open('', '');
  const path = [root];
  for (const [whole, closing, name = '', attributes = '', empty] of text.matchAll(token)) {
    const parent = path.at(-1);
    if (!parent || whole === '<') throw broken();
    if (!whole.startsWith('<')) {
      if (path.length === 1 && whole.replace('\uFEFF', '').trim() !== '') throw broken();
    } else if (closing) {
      if (parent.name !== name || path.length === 1) throw broken();
      path.pop();
    } else if (name) {
      const element = open(name, attributes);
      parent.children.push(element);
      if (!empty) path.push(element);
    }
  }
  const [document, ...others] = root.children;
  if (!document || others.length > 0 || path.length > 1) throw broken();
  return document;
}

function open(name: string, text: string) {
  const attributes: Record<string, string> = {};
  for (const [, key = '', double, single = ''] of text.matchAll(attribute)) {
    attributes[key] = decode(double ?? single);
  }
  return { name, attributes, children: [] as XmlElement[] };
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function broken(): SyntaxError {
  return new SyntaxError('The XML is broken, or none.');
}
