import { expect, test } from 'vitest';
import { parseTable } from '../naming/naming-table.ts';
import { readSidecarMarks } from './subtitle-name.ts';

/** Says the marks on one line. */
function format(text: string): string {
  const { language, title, isForced, isDefault, isSdh } = readSidecarMarks(text);
  const flags = [isForced && 'forced', isDefault && 'default', isSdh && 'sdh'].filter(Boolean);
  return [language ?? '?', ...flags, ...(title === undefined ? [] : [`"${title}"`])].join(' ');
}

const table = parseTable(`
  → ?
  .de → de
  .ger → de
  .deu.forced → de forced
  .pt-BR.sdh → pt-BR sdh
  .pt_BR → pt-BR
  .en_US.cc → en-US sdh
  .zh-Hant → zh-Hant
  .chs → zh-Hans
  .es-419 → es-419
  .English → en
  .Deutsch → de
  .français → fr
  .English SDH → en sdh
  .German (forced) → de forced
  .en[sdh] → en sdh
  .hi → hi
  .en.hi → en sdh
  .hin.hi → hi sdh
  .en.default.forced → en forced default
  .Commentary.en → en "Commentary"
  .Director Commentary.en → en "Director Commentary"
  .spa (Latin America) → es "Latin America"
  .Signs & Songs.en → en "Signs & Songs"
  2_English → en
  .de.2 → de
  - Deutsch → de
  _eng → en
  .und → ?
  .xx → ? "xx"
  .forced → ? forced
`);

test.each(table)('%s → %s', (text, expected) => {
  expect(format(text)).toBe(expected);
});
