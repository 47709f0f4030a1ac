import { styleText } from 'node:util';
import { wrap } from './wrap.ts';

/** What is known of one thing, each fact below the other with its name before it. */
export function formatFacts(
  facts: readonly (readonly [name: string, text: string])[],
  width: number | undefined,
): string {
  const longest = Math.max(0, ...facts.map(([name]) => name.length));
  return facts
    .map(([name, text]) => `  ${styleText('dim', name.padEnd(longest))}  ${wrap(text, width, longest + 4)}`)
    .join('\n');
}
