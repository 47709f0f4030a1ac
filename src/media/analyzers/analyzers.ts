import type { AnalyzerName, PassOrders, PassResults } from '../../domain/pass.ts';
import type { OpenFile } from '../open-file.ts';
import { readFacts } from './facts.ts';
import { makeIndexFile } from './index-file.ts';

type Analyze<K extends AnalyzerName> = (
  file: OpenFile,
  order: PassOrders[K],
  report: (fraction: number) => void,
) => Promise<PassResults[K]>;

/** All analyzers, in the order in which they work on a file: the quick ones first. */
export const analyzers: { readonly [K in AnalyzerName]: Analyze<K> } = {
  facts: readFacts,
  indexFile: makeIndexFile,
};
