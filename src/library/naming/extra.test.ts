import { describe, expect, test } from 'vitest';
import { identify } from './identify.ts';
import { formatIdentity, parseTable } from './naming-table.ts';

const names = {
  'by folder': `
    Film (1999)/Trailers/Teaser 1.mkv → trailer "Teaser 1" of Film (1999)
    Film (1999)/Behind The Scenes/Making Of.mkv → behindthescenes "Making Of" of Film (1999)
    Film (1999)/Deleted Scenes/The Door.mkv → deletedscene "The Door" of Film (1999)
    Film (1999)/Featurettes/On Set/part1.mkv → featurette "part1" of Film (1999)
    Film (1999)/Interviews/The Director.mkv → interview "The Director" of Film (1999)
    Film (1999)/Scenes/Car Chase.mkv → scene "Car Chase" of Film (1999)
    Film (1999)/Shorts/Short Film.mkv → short "Short Film" of Film (1999)
    Film (1999)/Extras/Making Of.mkv → other "Making Of" of Film (1999)
    Film (1999)/Other/Gag Reel.mkv → other "Gag Reel" of Film (1999)
    Film (1999)/Bonus Features/Gag Reel.mkv → other "Gag Reel" of Film (1999)
  `,
  'by suffix': `
    Film (1999)/Film (1999)-trailer.mkv → trailer "Trailer" of Film (1999)
    Film (1999)/Film (1999)-trailer2.mkv → trailer "Trailer" of Film (1999)
    Film (1999)/Film (1999).trailer.mp4 → trailer "Trailer" of Film (1999)
    Film (1999)/Film (1999)_trailer.mp4 → trailer "Trailer" of Film (1999)
    Film (1999)/Film (1999) - trailer.mp4 → trailer "Trailer" of Film (1999)
    Film (1999)/trailer.mp4 → trailer "Trailer" of Film (1999)
    Film (1999)-trailer.mp4 → trailer "Trailer" of Film (1999)
    Film 1999-trailer.mkv → trailer "Trailer" of Film (1999)
    Film.2010.Trailer.1080p.mkv → trailer "Trailer" of Film (2010)
    Film (1999)/Making Of-behindthescenes.mkv → behindthescenes "Making Of" of Film (1999)
    Film (1999)/Film (1999)-deleted.mkv → deletedscene "Deleted Scene" of Film (1999)
    Film (1999)/The Door-deletedscene.mkv → deletedscene "The Door" of Film (1999)
    Film (1999)/On Set-featurette.mkv → featurette "On Set" of Film (1999)
    Film (1999)/The Director-interview.mkv → interview "The Director" of Film (1999)
    Film (1999)/Car Chase-scene.mkv → scene "Car Chase" of Film (1999)
    Film (1999)/Luxo-short.mkv → short "Luxo" of Film (1999)
    Film (1999)/Gag Reel-other.mkv → other "Gag Reel" of Film (1999)
  `,
  'films all the same': `
    Shorts/Luxo Jr (1986)/Luxo Jr (1986).mkv → Luxo Jr (1986)
    Movies/Shorts/Luxo Jr (1986).mkv → Luxo Jr (1986)
    Shorts/Bao.mkv → Bao
    Trailers/Film (1999).mkv → Film (1999)
    Featurettes/Film (1999)/Film (1999).mkv → Film (1999)
    Collections/Trailers/Trailer Park (2000)/Trailer Park (2000).mkv → Trailer Park (2000)
    The Big Short (2015).mkv → The Big Short (2015)
    The Big Short/The Big Short.mkv → The Big Short
    Interview with the Vampire (1994).mkv → Interview with the Vampire (1994)
    The Other Woman (2014)/The Other Woman.mkv → The Other Woman (2014)
    I Live In A Trailer.mp4 → I Live In A Trailer
    stuff trailerthings.mkv → stuff trailerthings
  `,
};

describe.each(Object.entries(names))('extras of films: %s', (_, table) => {
  test.each(parseTable(table))('%s', (name, expected) => {
    expect(formatIdentity(identify('movie', name))).toBe(expected);
  });
});

const ofShows = `
  Show (2010)/Extras/Interview.mkv → other "Interview" of Show (2010)
  Show/Extras/Season 1 Bloopers.mkv → other "Season 1 Bloopers" of Show
  Show/Season 1/Featurettes/Foo.mkv → featurette "Foo" of Show
  Show/Season 1/Deleted Scenes/S01E02 - The Door.mkv → deletedscene "S01E02 - The Door" of Show
  Show/Trailers/Season 1.mkv → trailer "Season 1" of Show
  Show/Show-trailer.mkv → trailer "Trailer" of Show
  Show/Season 1/Show - S01E02-trailer.mkv → trailer "Show - S01E02" of Show
  Extras/Season 1/Extras - S01E02.mkv → Extras s1e2
  Shorts/Season 1/Shorts 1x02.mkv → Shorts s1e2
`;

describe('extras of shows', () => {
  test.each(parseTable(ofShows))('%s', (name, expected) => {
    expect(formatIdentity(identify('show', name))).toBe(expected);
  });
});
