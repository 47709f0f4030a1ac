import { getValue, partIdOf } from '../../domain/task.ts';
import { parseMaking } from '../../library/units/making.ts';
import {
  defineMeasurement,
  type Measurement,
  type MeasuringTask,
  measuring,
} from '../../library/units/measurement.ts';
import { nameTags } from './name-tags.ts';
import { confidence, enabled } from './preferences.ts';

/** Raised when the models or the names of tags change: all photos are then looked at again. */
const revision = 1;

const measured = defineMeasurement({
  kind: 'autoTags',
  title: 'looks at photos',
  of: 'image',
  in: ['photo'],
  revision,
  settings: preferences => ({ confidence: preferences.get(confidence) }),
});

const looks: Measurement = {
  ...measured,

  async publish(context, unit, result) {
    const { analyses, metadata, now } = context;
    // First the tags: what was interrupted before the photo counts as looked at is done again.
    const partId = partIdOf(unit);
    const items = (await analyses.itemsOf([partId])).get(partId) ?? [];
    const tags = nameTags(getValue(result, 'autoTags'));
    const { version } = parseMaking(unit.version);
    await metadata.keep(
      'analysis',
      items.map(itemId => ({ itemId, version, tags })),
      now(),
    );
    await measured.publish(context, unit, result);
  },
};

/** Tags photos by what is in them, who, in which colours, and where they were taken, so that they can be found. */
export const generateAutoTags: MeasuringTask = {
  name: 'GenerateAutoTags',
  title: 'Generate Auto Tags',
  description: 'Tag photos by the things, people and colours in them, and by the place where they were taken',
  group: 'media',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 210,
  activityType: 'media.generate.autotags',
  enabledBy: enabled,
  preferences: [confidence],
  ...measuring(looks, 'photos'),
};
