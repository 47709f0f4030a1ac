import { describe, expect, test } from 'vitest';
import { identify } from './identify.ts';
import { formatIdentity, parseTable } from './naming-table.ts';

/** As people and programs name episodes. */
const names = {
  'as the manuals say': `
    Show (2010)/Season 01/Show - S01E02 - Title.mkv → Show (2010) s1e2 "Title"
    Show/Season 1/Show - s01e02.mkv → Show s1e2
    Show (2010)/Season 01/Show - S01E02-E03 - Title.mkv → Show (2010) s1e2e3 "Title"
    Show/Season 01/Show - S01E02 - pt1.mkv → Show s1e2 part 1
    Show/Specials/Show - S00E01 - Christmas.mkv → Show s0e1 "Christmas"
    Show/Season 00/Show S00E03.mkv → Show s0e3
    Show/Show 1x02.mkv → Show s1e2
    Show/Season 1/02 - Title.mkv → Show s1e2 "Title"
    Show/Show - 2014-05-06 - Guest.mkv → Show 2014-05-06 "Guest"
    The Office (US) (2005)/Season 2/The Office (US) - S02E01 - The Dundies.mkv → The Office (US) (2005) s2e1 "The Dundies"
    Doctor Who (2005) {tvdb-78804}/Season 01/Doctor Who (2005) - s01e01 - Rose.mkv → Doctor Who (2005) s1e1 "Rose" [tvdb 78804]
    Show (2010) [tvdbid-12345]/Season 3/05.mkv → Show (2010) s3e5 [tvdb 12345]
  `,
  'season and episode': `
    Show/Season 01/S01E02.mkv → Show s1e2
    Show/Season 01/s01.e02.Title.mkv → Show s1e2 "Title"
    Show/Season 01/Show - S01 - E02 - Title.mkv → Show s1e2 "Title"
    Show/Season 01/Show S01EP02.mkv → Show s1e2
    Show/Season 01/Show S01xE02.mkv → Show s1e2
    Show/Season 01/Show s01x02.mkv → Show s1e2
    Show/Season 01/Show [S01E02] Title.mkv → Show s1e2 "Title"
    Show/Season 01/Show [1x02] Title.mkv → Show s1e2 "Title"
    Show/Season 01/Show (1x02) Title.mkv → Show s1e2 "Title"
    Show/Season 01/Show_1x02_Title.mkv → Show s1e2 "Title"
    Foo - S04E011.mkv → Foo s4e11
    Season 3/The Series S3 E9 - The title.avi → The Series s3e9 "The title"
    Show/Season 3/S003 E009.avi → Show s3e9
    Running Man/Running Man S2017E368.mkv → Running Man s2017e368
    Show/Season 2009/2009x02 blah.avi → Show s2009e2 "blah"
    The.Sopranos/Season 3/The Sopranos Season 3 Episode 09 - The Telltale Moozadell.avi → The Sopranos s3e9 "The Telltale Moozadell"
    Serie/Staffel 1 - Folge 2 - Titel.mkv → Serie s1e2 "Titel"
    Castle Rock 2x01 Que el rio siga su curso [WEB-DL HULU 1080p h264 Dual DD5.1 Subs].mkv → Castle Rock s2e1 "Que el rio siga su curso"
    grp-zoos01e11-1080p.mkv → grp-zoo s1e11
    show.s01e02-lol.mkv → show s1e2
    Foo-S01E01-Pilot.mkv → Foo s1e1 "Pilot"
    Series Title - Temporada 2 [HDTV 720p][Cap.201][AC3 5.1 Castellano].mkv → Series Title s2e1
  `,
  'several episodes': `
    Show/Season 1/Show S01E02E03.mkv → Show s1e2e3
    Show/Season 1/Show s1e2-3.mkv → Show s1e2e3
    Show/Show 1x02-1x03.mkv → Show s1e2e3
    Show/Season 01/Show - S01E02 E03.mkv → Show s1e2e3
    Show/Season 01/Show - S01E02+E03.mkv → Show s1e2e3
    Show/Season 01/Show - S01E02-S01E04.mkv → Show s1e2e3e4
    Season 1/MOONLIGHTING_s01e01-e04.mkv → MOONLIGHTING s1e1e2e3e4
    Season 1/Elementary - S01E23-E24-E26 - The Woman.mp4 → Elementary s1e23e24e26 "The Woman"
    Season 2/Elementary - 02x03-04-15 - Ep Name.mp4 → Elementary s2e3e4e15 "Ep Name"
    Season 2/Elementary - 02x03 - 02x04 - 02x15 - Ep Name.mp4 → Elementary s2e3e4e15 "Ep Name"
    Season 02/Elementary - 02x03 - x04 - x15 - Ep Name.mp4 → Elementary s2e3e4e15 "Ep Name"
    Season 02/Elementary - 02x03x04x15 - Ep Name.mp4 → Elementary s2e3e4e15 "Ep Name"
    WEEDS.S03E01-06.DUAL.BDRip.XviD.AC3.-HELLYWOOD.mkv → WEEDS s3e1e2e3e4e5e6
    Weeds.S03E01.S03E02.720p.HDTV.X264-DIMENSION.mkv → Weeds s3e1e2
    White.Collar.2x04.2x05.720p.BluRay-FUTV.mkv → White Collar s2e4e5
    Housewives - S07E22 - 7x23 - Lots of Security [HDTV-720p].mkv → Housewives s7e22e23 "Lots of Security"
    Neighbours.S29E161-E165.PDTV.x264-FQM.mkv → Neighbours s29e161e162e163e164e165
    World Series of Poker - 2013x15 - 2013x16 - HD TV.mkv → World Series of Poker s2013e15e16
    Show/Season 1/02-03 - blah.avi → Show s1e2e3 "blah"
    Show/[Group] Show - 05-06 [1080p].mkv → Show e5e6
    Season 2/Show 02x03 - 04 Ep Name.mp4 → Show s2e3 "04 Ep Name"
  `,
  'parts and editions': `
    Show/Season 01/Show - S01E02 - cd1.avi → Show s1e2 part 1
    Show/Season 01/Show - S01E02 - Title - part2.avi → Show s1e2 "Title" part 2
    Show/Season 01/Show - S01E02b.mkv → Show s1e2 part 2
    Show/Season 01/Show - S01E02 - Pilot, Part 1.mkv → Show s1e2 "Pilot, Part 1"
    Show/Season 01/Show - S01E02 - Pilot {edition-Extended}.mkv → Show s1e2 "Pilot" {Extended}
    Show/Season 01/Show - S01E02 - Pilot - Director's Cut.mkv → Show s1e2 "Pilot" {Director's Cut}
  `,
  'numbers that are no episodes': `
    Show/Season 01/Show S01E02 x264.mkv → Show s1e2
    Show/Season 01/Show 1x02 x265.mkv → Show s1e2
    Show/Season 01/Show.S01E02.H.264.5.1.mkv → Show s1e2
    Show/Season 01/Show.S01E02-1080p.mkv → Show s1e2
    Show/Season 01/Show S01E02 (2160p HDR).mkv → Show s1e2
    Show/Season 01/Show - S01E02 1920x910.mkv → Show s1e2
    Show/Season 01/Show 1920x1080.mkv → Show s1
    Show/Show 1080.mkv → Show "1080"
    Show/Show 264.mkv → Show "264"
    Show/Show 5.1.mkv → Show "5.1"
    Show/Show 720p.mkv → Show
    Show/Show x264.mkv → Show
    Show/Show DD5.1 x264.mkv → Show
    Show/Show 2014.mkv → Show "2014"
    Show/Season 1/S01E01 The 6-10 to Lubbock [WEBRip-1080p][AV1 Opus].mkv → Show s1e1 "The 6-10 to Lubbock"
    Show/Season 5/S05E23 11-59 [HDTV-1080p][x265 AC3].mkv → Show s5e23 "11-59"
    Show/Season 1/S01E01 1-23-45 [Bluray-1080p][AV1 Opus].mkv → Show s1e1 "1-23-45"
    Series.Title.S01E07.21.0.Jump.Street.720p.WEB-DL.DD5.1.h.264-KiNGS.mkv → Series Title s1e7 "21 0 Jump Street"
    24-7 Series - Title - S01E03 - Episode 3.mkv → 24-7 Series - Title s1e3 "Episode 3"
    Watchmen (2019)/Watchmen 1x03 [WEBDL-720p][EAC3 5.1][h264][-TBS] - She Was Killed by Space Junk.mkv → Watchmen (2019) s1e3
  `,
  "numbers in the show's title": `
    24/Season 1/24 - S01E01.mkv → 24 s1e1
    24/Season 1/01.mkv → 24 s1e1
    24/Season 6/601 - 6am.avi → 24 s6e1 "6am"
    24/24 - 05 - Foo.avi → 24 e5 "Foo"
    1883/Season 1/1883 - S01E01.mkv → 1883 s1e1
    1923 (2022)/Season 1/1923.S01E01.mkv → 1923 (2022) s1e1
    The.100.S01E01.720p.mkv → The 100 s1e1
    The 100/Season 1/The 100 - 02.mkv → The 100 s1e2
    The 4400/Season 1/The 4400 - 1x01.mkv → The 4400 s1e1
    Room 104/Season 1/Room.104.S01E02.mkv → Room 104 s1e2
    9-1-1/Season 1/9-1-1 - S01E02.mkv → 9-1-1 s1e2
    Space 1999/Season 1/Space 1999 - S01E02.mkv → Space 1999 s1e2
    Battlestar.Galactica.2003.S01E01.720p.mkv → Battlestar Galactica (2003) s1e1
    Season 4/Uchuu.Senkan.Yamato.2199.E03.avi → Uchuu Senkan Yamato 2199 s4e3
    20-1.2014.S02E01.720p.HDTV.x264-CROOKS.mkv → 20-1 2014 s2e1
    Log Horizon 2/[HorribleSubs] Log Horizon 2 - 03 [720p].mkv → Log Horizon 2 e3
    [BakeSubs] 86 - 01 [1080p][D40A9E55].mkv → 86 e1
    S.W.A.T. (2017)/Season 1/S.W.A.T. - S01E01 - Pilot.mkv → S.W.A.T. (2017) s1e1 "Pilot"
    Marvels.Agents.of.S.H.I.E.L.D.S01E01.1080p.mkv → Marvels Agents of S.H.I.E.L.D. s1e1
  `,
  "a number alone, in a season's folder": `
    Show/Season 01/01.mkv → Show s1e1
    Show/Season 01/1.mkv → Show s1e1
    Show/Season 01/01 Title.mkv → Show s1e1 "Title"
    Show/Season 01/01. Title.mkv → Show s1e1 "Title"
    Show/Season 01/01-Title.mkv → Show s1e1 "Title"
    Show/Season 01/[01] Title.mkv → Show s1e1 "Title"
    Show/Season 01/(01) Title.mkv → Show s1e1 "Title"
    Show/Season 2/16 Some Title.avi → Show s2e16 "Some Title"
    Show/Season 2/16 - 12 Some Title.avi → Show s2e16 "12 Some Title"
    Show/Season 2/7 - 12 Angry Men.avi → Show s2e7 "12 Angry Men"
    Show/Season 1/02 - blah-02 a.avi → Show s1e2 "blah-02 a"
    Show/Season 2/02 - blah 14 blah.avi → Show s2e2 "blah 14 blah"
    Show/Season 2/2. Infestation.avi → Show s2e2 "Infestation"
    Show/Season 1/seriesname 05.mkv → Show s1e5
    Show/Season 1/Show 103.mkv → Show s1e3
    Show/Season 2/Show 103.mkv → Show s2e103
    Show/Season 10/1003 - Title.mkv → Show s10e3 "Title"
    Avatar/Book 1 - Water/101 - The Boy in the Iceberg.mkv → Avatar s1e1 "The Boy in the Iceberg"
  `,
  'numbered through': `
    [Group] Show - 012 [1080p].mkv → Show e12
    Show/Show 012.mkv → Show e12
    Show/02 - Ep Name.avi → Show e2 "Ep Name"
    Show/02.EpName.avi → Show e2 "EpName"
    Show/02-Ep Name.avi → Show e2 "Ep Name"
    The Simpsons/The Simpsons 112.avi → The Simpsons e112
    The Simpsons/The Simpsons 5 - 02 - Ep Name.avi → The Simpsons e2 "Ep Name"
    Naruto/Naruto - 220 - Departure.mkv → Naruto e220 "Departure"
    Case Closed (1996-2007)/Case Closed - 317.mkv → Case Closed (1996) e317
    One Piece/[HorribleSubs] One Piece - 1080 [1080p].mkv → One Piece e1080
    Bleach/[Dattebayo] Bleach - 264 [8A2B3C4D].mkv → Bleach e264
    Season 21/One Piece 1001.mkv → One Piece s21e1001
    [SubDESU]_Show_One_07_(1280x720_x264-AAC)_[6B7FD717].mkv → Show One e7
    [Chihiro]_Show!!_-_06_[848x480_H.264_AAC][859EEAFA].mkv → Show!! e6
    [Doremi].Some.Anime.Show.8.Go!.31.[1280x720].[C65D4B1F].mkv → Some Anime Show 8 Go! e31
    [K-F] Some Anime Show 214.mkv → Some Anime Show e214
    Some Anime Show - 031 - The Resolution to Kill [Lunar].avi → Some Anime Show e31 "The Resolution to Kill"
    [ACX]Some Anime Show 01 Role Play [Kosaka] [9C57891E].mkv → Some Anime Show e1 "Role Play"
    [SFW-sage] Some Anime Show S3 - 12 [720p][D07C91FC].mkv → Some Anime Show s3e12
    Some_Anime_Show_e66_time_is_money.mkv → Some Anime Show e66 "time is money"
    [DeadFish] Series Title - 09v2 [720p][AAC].mkv → Series Title e9
    [Exiled-Destiny] Series Title Ep01 (D2201EC5).mkv → Series Title e1
    [Hatsuyuki]Series_Title-01[1280x720][122E6EF8].mkv → Series Title e1
    [CBM]_Series_Title_-_11_-_511_Kinderheim_[6C70C4E4].mkv → Series Title e11 "511 Kinderheim"
    [HorribleSubs] Series Title 21 - 101 [480p].mkv → Series Title 21 e101
    [Shark-Raws] Series Title #957 (NBN 1280x720 x264 AAC).mp4 → Series Title e957
    Abc Abc 484 VOSTFR par Abc-Abc (1280*720) - version MQ.mkv → Abc Abc e484
    [XKsub] Series Title S2 [05][HEVC-10bit 1080p AAC][CHS&CHT&JPN].mkv → Series Title s2e5
    [Dame] Another Anime (Season 2) - 33 (1280x720 10bit EAC3) [42A12A76].mkv → Another Anime s2e33
    [ANBU-AonE]_SeriesTitle_26-27_[F224EF26].avi → SeriesTitle e26e27
    [VCB-Studio] Re Zero kara [21][Ma10p_1080p][x265_flac].mkv → Re Zero kara e21
    [CASO&Sumisora][Oda_Nobuna_no_Yabou][04][BDRIP][1920x1080][x264_AAC][7620E503].mp4 → Oda Nobuna no Yabou e4
    【字幕組】【作品名】【05】【1080P】.mp4 → 作品名 e5
    Show/[Group] Show 2nd Season - 05 [1080p].mkv → Show s2e5
    Show/[Group] Show - OVA 2 [1080p].mkv → Show s0e2
    Two.and.a.Half.Men.103.720p.HDTV.X264-DIMENSION.mkv → Two and a Half Men s1e3
  `,
  'by date': `
    Show/Show.2014.05.06.720p.mkv → Show 2014-05-06
    Show/Show 06.05.2014.mkv → Show 2014-05-06
    The Daily Show/2014/The Daily Show - 2014-05-06 - Guest.mkv → The Daily Show s2014 2014-05-06 "Guest"
    The Daily Show/The.Daily.Show.2014.05.06.Guest.720p.WEB.x264-GRP.mkv → The Daily Show 2014-05-06 "Guest"
    The Daily Show/The Daily Show 20140506.mkv → The Daily Show 2014-05-06
    The Daily Show/2014-05-06.mkv → The Daily Show 2014-05-06
    Tagesschau/Tagesschau 31.12.2014.mkv → Tagesschau 2014-12-31
    Tagesschau/Tagesschau - 12.31.2014.mkv → Tagesschau 2014-12-31
    Tagesschau/Tagesschau - 2014-02-30.mkv → Tagesschau "2014-02-30"
    ABC News 2018_03_24_19_00_00.mkv → ABC News 2018-03-24
    Jeopardy 2023 07 14 HDTV x264 AC3.mkv → Jeopardy 2023-07-14
    A Daily Show - (2015-01-15) - Episode Name - [720p].mkv → A Daily Show 2015-01-15 "Episode Name"
    2020.NZ.2012.16.02.PDTV.XviD-C4TV.mkv → 2020 NZ 2012-02-16
    The_Voice_US_04.28.2014_hdtv.x264.Poke.mp4 → The Voice US 2014-04-28
    ニュース/2014年5月6日.mkv → ニュース 2014-05-06
  `,
  'in many languages': `
    Show/Season 1/Episode 5.mkv → Show s1e5
    Show/Series 3/05.mkv → Show s3e5
    Show/Staffel 3/Folge 05 - Titel.mkv → Show s3e5 "Titel"
    Show/3. Staffel/05.mkv → Show s3e5
    Show/Saison 3/Show - Épisode 05.mkv → Show s3e5
    Show/Temporada 3/Capítulo 05.mkv → Show s3e5
    Show/Stagione 3/Episodio 05.mkv → Show s3e5
    Show/Säsong 3/Avsnitt 05.mkv → Show s3e5
    Show/Sæson 3/Afsnit 05.mkv → Show s3e5
    Show/Sesong 3/Episode 05.mkv → Show s3e5
    Show/Seizoen 3/Aflevering 05.mkv → Show s3e5
    Show/Kausi 3/Jakso 05.mkv → Show s3e5
    Show/Sezon 3/Odcinek 05.mkv → Show s3e5
    Show/Sezóna 3/Díl 05.mkv → Show s3e5
    Show/3. évad/05.mkv → Show s3e5
    Show/Сезон 3/Серия 05.mkv → Show s3e5
    Show/3 сезон/05 серия.mkv → Show s3e5
    Show/シーズン3/第05話.mkv → Show s3e5
    Show/第三季/第05集.mkv → Show s3e5
    Show/시즌 3/05화.mkv → Show s3e5
    Show/עונה 3/פרק 05.mkv → Show s3e5
    Show/الموسم 3/الحلقة 05.mkv → Show s3e5
    Show/Sonderfolgen/05.mkv → Show s0e5
  `,
  folders: `
    Show/Season 3 - The Return/05.mkv → Show s3e5
    Show/Season 3 (2016)/05.mkv → Show s3e5
    Show/Season1/05.mkv → Show s1e5
    Show/S1/05.mkv → Show s1e5
    Show/Show Season 3/05.mkv → Show s3e5
    Show/Show.S03.1080p.BluRay.x264-GRP/05.mkv → Show s3e5
    Show/2nd Season/05.mkv → Show s2e5
    Show/Seinfeld/2/03.mkv → Seinfeld s2e3
    Show/Specials/01 - Christmas.mkv → Show s0e1 "Christmas"
    Show/Season 1/Disc 2/05.mkv → Show s1e5
    Show/Specials/Making of.mkv → Show s0 "Making of"
    Show.S03.1080p.BluRay.x264-GRP/show.s03e05.1080p.bluray.x264-grp.mkv → Show s3e5
    Show Season 3/Show - 05.mkv → Show s3e5
    TV Shows/Show/Season 3/Show - S03E05.mkv → Show s3e5
    Media/TV/Drama/Show (2010)/Season 3/Show (2010) - S03E05.mkv → Show (2010) s3e5
    Show (2010-)/Season 3/05.mkv → Show (2010) s3e5
    Show.2010/Season 3/05.mkv → Show (2010) s3e5
    Crime/Show.S01.1080p-GRP/Show.S01E02.1080p-GRP.mkv → Show s1e2
    Show (2010)/Show.S01E02.720p-GRP/a8f7d9s8f7a9s8df7as9d8f7.mkv → Show (2010) s1e2
    Downloads/Show.S01E02.720p.HDTV.x264-GRP/show.102.720p-grp.mkv → Show s1e2
    [Baz-Bar]Foo - 01 - 12[1080p]/[Baz-Bar] Foo - 05 [1080p].mkv → Foo e5
    The Wonder Years/The.Wonder.Years.S04.PDTV.x264-JCH/The Wonder Years s04e07 Christmas Party NTSC PDTV.avi → The Wonder Years s4e7 "Christmas Party"
    Mini Series/Part 1.mkv → Mini Series e1
    Mini Series/Mini Series - Part Two.mkv → Mini Series e2
    Mini Series/Mini Series 2of6.mkv → Mini Series e2
    S01E02.mkv → Unknown Show s1e2
    Season 1/Episode 2.mkv → Unknown Show s1e2
    Show.mkv → Show
  `,
};

describe.each(Object.entries(names))('episodes: %s', (_, table) => {
  test.each(parseTable(table))('%s', (name, expected) => {
    expect(formatIdentity(identify('show', name))).toBe(expected);
  });
});
