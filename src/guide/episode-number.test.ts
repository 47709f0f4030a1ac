import { expect, test } from 'vitest';
import { readEpisodeNumber } from './episode-number.ts';

test.each([
  ['xmltv_ns', '1.0.', 2, 1],
  ['xmltv_ns', ' 1 . 0/12 . 0/1 ', 2, 1],
  ['xmltv_ns', '.4.', null, 5],
  ['xmltv_ns', '3..', 4, null],
  ['xmltv_ns', '0.0.0/2', 1, 1],
  ['xmltv_ns', '..', null, null],
  ['xmltv_ns', '-1.2.', null, 3],
  ['xmltv_ns', 'S01E02', null, null],
  ['onscreen', 'S01E02', 1, 2],
  ['onscreen', 's1 e2', 1, 2],
  ['onscreen', 'S00E03', 0, 3],
  ['onscreen', '1x02', 1, 2],
  ['onscreen', 'Season 1, Episode 12', 1, 12],
  ['onscreen', 'Series 2 Ep. 3', 2, 3],
  ['onscreen', 'Staffel 2, Folge 3', 2, 3],
  ['onscreen', 'Folge 1204', null, 1204],
  ['onscreen', 'E7', null, 7],
  ['onscreen', 'Season 9', 9, null],
  ['onscreen', 'EP012345670011', null, null],
  ['onscreen', 'The End', null, null],
  ['', 'S01E02', 1, 2],
])('%s %j is season %j, episode %j', (system, text, season, episode) => {
  expect(readEpisodeNumber([{ system, text }])).toEqual({ season, episode });
});

test('what is counted from 0 comes before what people are shown, wherever it stands', () => {
  const texts = [
    { system: 'onscreen', text: 'S09E09' },
    { system: 'dd_progid', text: 'EP01234567.0011' },
    { system: 'xmltv_ns', text: '1.2.' },
  ];
  expect(readEpisodeNumber(texts)).toEqual({ season: 2, episode: 3 });
  expect(readEpisodeNumber(texts.slice(0, 2))).toEqual({ season: 9, episode: 9 });
  expect(readEpisodeNumber([])).toEqual({ season: null, episode: null });
});
