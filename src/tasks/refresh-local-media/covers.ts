import { keepBlob, nameBlob } from '../../files/blobs.ts';
import { defineMeasurement, type Measurement } from '../../library/units/measurement.ts';

const found = defineMeasurement({
  kind: 'cover',
  title: 'embedded covers',
  of: 'cover',
  revision: 1,
  settings: () => ({}),
  digest: ({ picture }) => (picture ? { blob: nameBlob(picture.bytes) } : {}),
});

/** Takes the covers out of files that have one embedded, each once. */
export const covers: Measurement = {
  ...found,
  async publish(context, unit, result) {
    // Before it is on record: what is on record is there.
    if (result.analyzer === 'cover' && result.value.picture) {
      const { bytes, format } = result.value.picture;
      await keepBlob(context.folders.blobs, bytes, format);
    }
    await found.publish(context, unit, result);
  },
};
