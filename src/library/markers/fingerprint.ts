import type { FingerprintFacts, SoundPrint } from '../../domain/analysis.ts';
import { defineMeasurement } from '../units/measurement.ts';

/** The fingerprints of episodes, which the markers of a season are found by. Ten minutes hold every cold open. */
export const fingerprint = defineMeasurement({
  kind: 'fingerprint',
  title: 'fingerprints of sound',
  of: 'audio',
  in: ['show'],
  revision: 1,
  settings: () => ({ headMs: 600_000, tailMs: 450_000 }),
});

/** The stretch at the end of a film, where that could be heard apart from its beginning. */
export function tailOf(facts: FingerprintFacts | undefined): SoundPrint | undefined {
  return facts?.stretches[1];
}

/** The stretch at the beginning of a film, where that could be heard. */
export function headOf(facts: FingerprintFacts | undefined): SoundPrint | undefined {
  return facts?.stretches[0];
}
