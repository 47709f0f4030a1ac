import type { DerivedFiles } from '../../domain/artifact-finder.ts';
import type { Preference } from '../../domain/preference.ts';
import { type TextBeside, wantedBeside } from '../units/texts-beside.ts';
import { formatEdl } from './edl.ts';

export const edlPreference: Preference<'bool'> = {
  id: 'ButlerEdlBesideMedia',
  type: 'bool',
  default: false,
  label: 'Write markers beside the media',
  summary: 'As Kodi looks for them: "Film.edl". Files that Butler did not write are left alone.',
  group: 'library',
  advanced: true,
};

/** The markers of a video. */
export const edlBeside: TextBeside = {
  kind: 'edlBeside',
  switchedBy: edlPreference,
  suffix: '.edl',
  async textsOf({ analyses }, partIds) {
    const markers = await analyses.markers(partIds);
    return new Map([...markers].map(([partId, found]) => [partId, formatEdl(found)]));
  },
};

/** Whichever task finds markers writes them. */
export const derivesEdl: DerivedFiles = {
  kinds: [edlBeside.kind],
  wanted: preferences => wantedBeside(edlBeside, preferences),
};
