import type { UpdateView } from '../../src/domain/updates.ts';
import { night } from './recorded-butler.ts';

/** A newer release was found in the night of the recorded Butler. */
export const recordedUpdates = async (): Promise<UpdateView> => ({
  installed: '0.1.0',
  channel: 'public',
  checkedAt: night,
  release: {
    version: '0.2.0',
    releasedAt: night - 3_600_000,
    notes: 'What is new:\n\n- “Odd” signs',
    package: { address: 'https://example.org/butler-0.2.0.tgz', bytes: 1, sha512: 'a'.repeat(128) },
  },
});
