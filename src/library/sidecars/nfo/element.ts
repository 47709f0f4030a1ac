import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { NfoError } from './nfo-error.ts';

/** An element with its text; what stands between its children is part of that. */
export interface Element {
  /** In lower case. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** Its own, without the edges. */
  readonly text: string;
}

/** More than any description needs, and little enough to be read in a moment. */
const limits = { depth: 20, elements: 20_000 };

const doctype = /<!(?:doctype|entity)/i;
const declaration = /<\?xml[^>]{0,300}\?>/g;
/** What XML does not allow, and programs write all the same. */
const disallowed = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu;
/** An ampersand that begins none of the entities which XML has without being told. */
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-f]{1,6});)/gi;

/**
 * Reads the elements at the top of an NFO file. It is no XML document as the standard has it: several elements may stand
 * side by side, each with a declaration, text may follow them, and ampersands may be bare. Everything else must be in
 * order, or half a file would pass for the whole of it. Entities are not expanded, and a DOCTYPE is refused, as what
 * could declare some. Throws {@link NfoError}.
 */
export function parseElements(text: string): readonly Element[] {
  if (doctype.test(text)) throw new NfoError('it has a DOCTYPE, which no NFO file needs');
  const parser = new SaxesParser<{ fragment: true; xmlns: false }>({ fragment: true, xmlns: false });
  const top: Element[] = [];
  const open: OpenElement[] = [];
  let elements = 0;
  const addText = (text: string) => open.at(-1)?.texts.push(text);

  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    if (++elements > limits.elements || open.length >= limits.depth) {
      throw new NfoError('it has more elements, or deeper ones, than any NFO file needs');
    }
    open.push({ name: name.toLowerCase(), attributes, children: [], texts: [] });
  });
  parser.on('text', addText);
  // There ampersands are bare by right.
  parser.on('cdata', text => addText(text.replaceAll('&amp;', '&')));
  parser.on('closetag', () => {
    const element = open.pop();
    if (!element) return;
    const { name, attributes, children, texts } = element;
    (open.at(-1)?.children ?? top).push({ name, attributes, children, text: texts.join('').trim() });
  });
  parser.on('error', error => {
    throw new NfoError(`it is no XML: ${error.message.replace(/\.$/, '')}`);
  });
  const clean = text
    .replaceAll(declaration, '')
    .replaceAll(disallowed, '')
    .replaceAll(bareAmpersand, '&amp;');
  parser.write(clean).close();
  return top;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  readonly texts: string[];
}
