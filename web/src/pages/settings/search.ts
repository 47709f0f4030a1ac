import type { Api } from '../../../../sdk/src/index.ts';

/** Whether every word is somewhere in what is known of a preference, whatever the case and the marks of its letters. */
function fits(words: string, ...texts: readonly string[]): boolean {
  const all = plain(texts.join(' '));
  return plain(words)
    .split(/\s+/)
    .every(word => all.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

interface Shown {
  readonly words: string;
  readonly withAdvanced: boolean;
  readonly onlyChanged: boolean;
}

/** A search looks among the advanced too: whoever knows what to look for is to find it. */
export function isShown(setting: Api.Setting, text: string, shown: Shown): boolean {
  if (shown.onlyChanged && !setting.changed) return false;
  if (shown.words !== '') return fits(shown.words, setting.id, text);
  return shown.withAdvanced || shown.onlyChanged || !setting.advanced;
}
