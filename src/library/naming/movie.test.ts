import { describe, expect, test } from 'vitest';
import { identify } from './identify.ts';
import { formatIdentity, parseTable } from './naming-table.ts';

/** As people and programs name films. */
const names = {
  'as the manuals say': `
    Film (1999)/Film (1999).mkv → Film (1999)
    Film (1999).mkv → Film (1999)
    Film (1999)/Film (1999) {edition-Director's Cut}.mkv → Film (1999) {Director's Cut}
    Film (1999) {imdb-tt0133093}/Film (1999).mkv → Film (1999) [imdb tt0133093]
    Film (1999) {tmdb-603} {edition-Final Cut}.mkv → Film (1999) {Final Cut} [tmdb 603]
    Film (1999) [tmdbid-603]/Film (1999) - 4K.mkv → Film (1999) [tmdb 603]
    Film (1999)/Film (1999) [imdbid-tt0133093] - [1080p].mkv → Film (1999) [imdb tt0133093]
    480 Super movie [tmdbid=12345].mp4 → 480 Super movie [tmdb 12345]
    Film tt0133093.mkv → Film [imdb tt0133093]
    Film (1999) (tt0133093).mkv → Film (1999) [imdb tt0133093]
    Film (1999)/Film (1999) - Director's Cut.mkv → Film (1999) {Director's Cut}
    Film (1999)/Film (1999) [Remux-2160p HEVC DV HDR10 TrueHD Atmos 7.1]-GRP.mkv → Film (1999)
    Movie Title (2020) {tmdb-1234} [WEBDL-1080p][EAC3 5.1][h264]-GRP.mkv → Movie Title (2020) [tmdb 1234]
    Die Verurteilten (1994) {imdb-tt0111161}/Die Verurteilten.mkv → Die Verurteilten (1994) [imdb tt0111161]
  `,
  'as releases are named': `
    Film.Name.1999.1080p.BluRay.x264-GRP.mkv → Film Name (1999)
    3.Days.to.Kill.2014.720p.BluRay.x264.YIFY.mkv → 3 Days to Kill (2014)
    The.Movie.Title.2020.REPACK.1080p.AMZN.WEB-DL.DDP5.1.H.264-NTb.mkv → The Movie Title (2020)
    Apollo.13.1995.2160p.UHD.BluRay.x265.10bit.HDR.DTS-X.7.1-GRP.mkv → Apollo 13 (1995)
    Film.2011.German.DL.1080p.BluRay.x264.mkv → Film (2011)
    Film.Name.GERMAN.DL.1080p.BluRay.mkv → Film Name
    Film.2011.PAL.DVD9.mkv → Film (2011)
    Vanilla.Sky.2001.720p.HDTV.DD5.1.x264-CtrlHD.mkv → Vanilla Sky (2001)
    First Man 2018 1080p.mkv → First Man (2018)
    Maximum Ride - 2016 - WEBDL-1080p - x264 AC3.mkv → Maximum Ride (2016)
    Se7en (1995) 1080p h.264 AAC 5.1.mkv → Se7en (1995)
    My Movie (1997) - GreatestReleaseGroup 2019.mp4 → My Movie (1997)
    Super movie 480p.mp4 → Super movie
    Super movie [480p].mp4 → Super movie
    Some Film 1080p (2015).mkv → Some Film (2015)
    Crouching.Tiger.Hidden.Dragon.4k.mkv → Crouching Tiger Hidden Dragon
    Crouching.Tiger.Hidden.Dragon.BDrip-HDC.mkv → Crouching Tiger Hidden Dragon
    Last.Call.for.Nowhere.WEB-DL.1080p.mkv → Last Call for Nowhere
    Robin Hood [Multi-Subs] [2018].mkv → Robin Hood (2018)
    Charlottes.Web.2006.WEB.x264.mkv → Charlottes Web (2006)
    Film (2011) HSBS 3D.mkv → Film (2011)
    [Group] Kimi no Na wa (2016) [BD 1080p][ABCD1234].mkv → Kimi no Na wa (2016)
    [Group].Akira.1988.1080p.mkv → Akira (1988)
    film_with_underscores_1999_1080p.mkv → film with underscores (1999)
    FILM.IN.CAPITALS.1999.MKV → FILM IN CAPITALS (1999)
  `,
  'numbers and years in titles': `
    2001 A Space Odyssey (1968).mkv → 2001 A Space Odyssey (1968)
    2001.A.Space.Odyssey.1968.1080p.mkv → 2001 A Space Odyssey (1968)
    1917 (2019)/1917 (2019).mkv → 1917 (2019)
    1917.2019.1080p.BluRay.mkv → 1917 (2019)
    Blade Runner 2049 (2017)/Blade.Runner.2049.2017.2160p.UHD.mkv → Blade Runner 2049 (2017)
    Blade Runner 2049.mkv → Blade Runner 2049
    2012.2009.1080p.mkv → 2012 (2009)
    2012.mkv → 2012
    1984.1080p.mkv → 1984
    1408 (2007).mkv → 1408 (2007)
    Room 237.mkv → Room 237
    300 (2006).mkv → 300 (2006)
    300 2 (2006).mkv → 300 2 (2006)
    The Wolf of Wall Street 2001 (2013).mkv → The Wolf of Wall Street 2001 (2013)
    Red Riding in the Year of Our Lord 1983 (2009).mkv → Red Riding in the Year of Our Lord 1983 (2009)
    Death Race 2000 (1975)/Death Race 2000.mkv → Death Race 2000 (1975)
    Wonder Woman 1984 (2020)/Wonder.Woman.1984.1080p.mkv → Wonder Woman 1984 (2020)
    10 Things I Hate About You (1999).mkv → 10 Things I Hate About You (1999)
    Apollo 13 (1995).mkv → Apollo 13 (1995)
    District 9 (2009).mkv → District 9 (2009)
    9 (2009).mkv → 9 (2009)
    Ocean's 11 (2001).mkv → Ocean's 11 (2001)
    3-10 to Yuma (2007).mkv → 3-10 to Yuma (2007)
    Film 3D (2011).mkv → Film 3D (2011)
    The 4K Story (2020).mkv → The 4K Story (2020)
    Mr Holland's Opus (1995).mkv → Mr Holland's Opus (1995)
    Mr.Hollands.Opus.mkv → Mr Hollands Opus
    Uncut.Gems.2019.1080p.mkv → Uncut Gems (2019)
    The.Final.Cut.2004.DVDRip.mkv → The Final Cut (2004)
    1999 - The Matrix.mkv → The Matrix (1999)
    (1999) The Matrix.mkv → The Matrix (1999)
    [1999] The Matrix.mkv → The Matrix (1999)
    01 - Rocky (1976).mkv → Rocky (1976)
    1. Rocky (1976).mkv → Rocky (1976)
  `,
  'punctuation in titles': `
    (500) Days of Summer (2009).mkv → (500) Days of Summer (2009)
    [REC] (2007).mkv → [REC] (2007)
    [rec].mkv → [rec]
    [REC] 2 (2009).mkv → [REC] 2 (2009)
    Run lola run (lola rennt) (2009).mp4 → Run lola run (lola rennt) (2009)
    Birdman or (The Unexpected Virtue of Ignorance) (2014).mkv → Birdman or (The Unexpected Virtue of Ignorance) (2014)
    St. Vincent (2014).mkv → St. Vincent (2014)
    Mr. Robot Movie.mkv → Mr. Robot Movie
    American.Psycho.mkv → American Psycho
    S.W.A.T.2003.720p.mkv → S.W.A.T. (2003)
    E.T.the.Extra-Terrestrial.1982.1080p.mkv → E.T. the Extra-Terrestrial (1982)
    WALL-E (2008).mkv → WALL-E (2008)
    Spider-Man.2002.1080p.mkv → Spider-Man (2002)
    Matrix, The (1999).mkv → The Matrix (1999)
    $9.99 (2008).mkv → $9.99 (2008)
    If.... (1968).mkv → If.... (1968)
    xXx (2002).mkv → xXx (2002)
    M (1931).mkv → M (1931)
    tick, tick... BOOM! (2021).mkv → tick, tick... BOOM! (2021)
    Good Night, and Good Luck. (2005).mkv → Good Night, and Good Luck. (2005)
    ...And Justice for All (1979).mkv → ...And Justice for All (1979)
    Mission_ Impossible (1996).mkv → Mission Impossible (1996)
    Dr. Strangelove or_ How I Learned to Stop Worrying (1964).mkv → Dr. Strangelove or How I Learned to Stop Worrying (1964)
    Kill Bill - Vol. 2 (2004).mkv → Kill Bill - Vol. 2 (2004)
    Avengers - Endgame (2019).mkv → Avengers - Endgame (2019)
    Super movie(2009).mp4 → Super movie (2009)
    Film (1999, 1080p).mkv → Film (1999)
    Film   With    Spaces  (1999)  .mkv → Film With Spaces (1999)
  `,
  'in all scripts': `
    Amélie (2001)/Amelie.mkv → Amélie (2001)
    Léon (1994)/leon.mkv → Léon (1994)
    Alien³ (1992).mkv → Alien³ (1992)
    8½ (1963).mkv → 8½ (1963)
    Π (1998).mkv → Π (1998)
    ¡Three Amigos! (1986).mkv → ¡Three Amigos! (1986)
    Ο Κυνόδοντας (2009).mkv → Ο Κυνόδοντας (2009)
    Сталкер (1979)/Stalker.1979.1080p.mkv → Сталкер (1979)
    والتز مع بشير (2008).mkv → والتز مع بشير (2008)
    הזיכרון (2015).mkv → הזיכרון (2015)
    七人の侍 (1954)/七人の侍.mkv → 七人の侍 (1954)
    ［字幕］君の名は。 (2016).mkv → 君の名は。 (2016)
    君の名は。【2016】.mkv → 君の名は。 (2016)
  `,
  'editions and versions': `
    X-Men Apocalypse (2016)/X-Men Apocalypse (2016) - 1080p Theatrical Release.mkv → X-Men Apocalypse (2016) {Theatrical Cut}
    X-Men Apocalypse (2016)/X-Men Apocalypse (2016) [1080p] Blu-ray.x264.DTS.mkv → X-Men Apocalypse (2016)
    Blade Runner (1982)/Blade Runner (1982) [Final Cut] [1080p HEVC AAC].mkv → Blade Runner (1982) {Final Cut}
    Blade Runner (1982)/Blade Runner - Final Cut.mkv → Blade Runner (1982) {Final Cut}
    Blade.Runner.1982.The.Final.Cut.1080p.BluRay.mkv → Blade Runner (1982) {Final Cut}
    Aliens.1986.Special.Edition.1080p.mkv → Aliens (1986) {Special Edition}
    Justice.League.2017.Open.Matte.IMAX.1080p.mkv → Justice League (2017) {Open Matte IMAX}
    Kingdom of Heaven (2005) Director's Cut Remastered.mkv → Kingdom of Heaven (2005) {Director's Cut Remastered}
    Rain Man 1988 REMASTERED 1080p BluRay x264 AAC - Ozlem.mp4 → Rain Man (1988) {Remastered}
    The Lord of the Rings (2001) (Extended Edition)/lotr1.mkv → The Lord of the Rings (2001) {Extended Edition}
    Das Boot (1981) - Uncut.mkv → Das Boot (1981) {Uncut}
    Iron Man/Iron Man-720p.mkv → Iron Man
    Iron Man/Iron Man[test].mkv → Iron Man
  `,
  'parts of a film': `
    Film (1999)/Film (1999) - pt1.mkv → Film (1999) part 1
    Film (1999)/Film (1999) - disc1.avi → Film (1999) part 1
    Film (1999)/Film (1999) disk 2.avi → Film (1999) part 2
    Film (1999)/Film (1999).CD2.XviD.avi → Film (1999) part 2
    Film (1999)/Film - Part 1.mkv → Film (1999) part 1
    Film (1999)/Disc 1/film.avi → Film (1999) part 1
    The Matrix (1999)/CD1/matrix.avi → The Matrix (1999) part 1
    The Matrix (1999)/matrix.cd2.avi → The Matrix (1999) part 2
    Double Feature (2007)/CD1/CD1.avi → Double Feature (2007) part 1
    Bad Boys (2006) part1.mkv → Bad Boys (2006) part 1
    Bad Boys (2006).part3.stv.unrated.multi.1080p.bluray.x264-rough.mkv → Bad Boys (2006) {Unrated} part 3
    Film.2011.FRENCH.DVDRip.XviD.CD1-GRP.avi → Film (2011) part 1
    300 2006 part1.mkv → 300 (2006) part 1
    300 part2.mkv → 300 part 2
    300 (2006) partb.mkv → 300 (2006) part 2
    blah blah - cd 1.avi → blah blah part 1
    Film (1 of 2).mkv → Film part 1
    Harry Potter and the Deathly Hallows Part 1 (2010).mkv → Harry Potter and the Deathly Hallows Part 1 (2010)
    Mesrine.Part.1.2008.720p.mkv → Mesrine Part 1 (2008)
    The Godfather Part II (1974).mkv → The Godfather Part II (1974)
    Dune Part 2.mkv → Dune Part 2
    Film (1999)/VIDEO_TS/VTS_01_2.VOB → Film (1999) part 2
    Film (1999)/VIDEO_TS/VTS_01_0.VOB → ignored: the menu of a DVD
    Film (1999)/VIDEO_TS/VIDEO_TS.VOB → ignored: the menu of a DVD
    Film (1999)/BDMV/STREAM/00001.m2ts → Film (1999)
  `,
  'file or folder': `
    Movie (2010)/movie.mkv → Movie (2010)
    Film (1999)/title_t00.mkv → Film (1999)
    Film (1999)/1080p/Film.mkv → Film (1999)
    Film (1999)/a1b2c3d4e5f6a1b2c3d4e5f6.mkv → Film (1999)
    a1b2c3d4e5f6a1b2c3d4e5f6.mkv → a1b2c3d4e5f6a1b2c3d4e5f6
    The.Matrix.1999.1080p.BluRay.x264-GRP/grp-matrix1080.mkv → The Matrix (1999)
    The Matrix/the.matrix.mkv → The Matrix
    Collection (1999-2005)/Film One (1999).mkv → Film One (1999)
    Collection (1999-2005)/Film Two.mkv → Film Two
    Star Wars Collection/Star Wars Episode IV (1977).mkv → Star Wars Episode IV (1977)
    Films/2012/Skyfall.mkv → Skyfall
    Movies/A/Alien (1979).mkv → Alien (1979)
    A/Alien.mkv → Alien
    Show (2010)/Show - S01E02.mkv → Show - S01E02
  `,
  "no film's name": `
    Video 2014-05-06.mp4 → Video 2014-05-06
    2014-05-06 Birthday.mp4 → 2014-05-06 Birthday
    20140506_120000.mp4 → 20140506 120000
    1080p.mkv → 1080p
    (1999).mkv → (1999)
    ().mkv → ()
    -.mkv → -
    Film (1999.mkv → Film (1999)
    Film 1999).mkv → Film (1999)
    Film ((1999)).mkv → Film (1999)
  `,
};

describe.each(Object.entries(names))('films: %s', (_, table) => {
  test.each(parseTable(table))('%s', (name, expected) => {
    expect(formatIdentity(identify('movie', name))).toBe(expected);
  });
});
