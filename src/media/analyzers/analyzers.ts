import type { AnalyzerName } from '../../domain/pass.ts';
import type { Prepare } from '../analyzer.ts';
import { autoTags } from './auto-tags.ts';
import { blurHashes } from './blur-hashes.ts';
import { breaks } from './breaks.ts';
import { chapterThumbs } from './chapter-thumbs.ts';
import { cover } from './cover.ts';
import { credits } from './credits.ts';
import { deep } from './deep.ts';
import { facts } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import { indexFile } from './index-file.ts';
import { loudness } from './loudness.ts';
import { music } from './music.ts';
import { speech } from './speech.ts';

/** All analyzers, in the order in which they finish: the quick ones first. */
export const analyzers: { readonly [K in AnalyzerName]: Prepare<K> } = {
  facts,
  blurHashes,
  autoTags,
  cover,
  deep,
  fingerprint,
  credits,
  breaks,
  loudness,
  music,
  speech,
  chapterThumbs,
  indexFile,
};
