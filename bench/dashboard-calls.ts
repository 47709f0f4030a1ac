/** What is asked, for people and for the server. */
export interface Call {
  readonly name: string;
  readonly path: string;
}

type Ask = (path: string) => Promise<unknown>;

const api = '/api/v1';
const page = 'X-Plex-Container-Start=0&X-Plex-Container-Size=100';

/** The calls of every page, as it makes them when it is opened, and those of Plex's clients. */
export const pages: Readonly<Record<string, (ask: Ask) => Promise<readonly Call[]>>> = {
  everywhere: async () => [
    { name: 'server', path: `${api}/server` },
    { name: 'tasks', path: `${api}/tasks` },
    { name: 'pauses', path: `${api}/pauses` },
    { name: 'plan of 8 nights', path: `${api}/plan?nights=8` },
  ],
  library: async ask => {
    const sections = (await ask(`${api}/sections`)) as {
      items: { id: number; type: string; coverage: { kind: string }[] }[];
    };
    const films = sections.items.find(({ type }) => type === 'movie')?.id ?? 0;
    const music = sections.items.find(({ type }) => type === 'artist')?.id ?? 0;
    const list = `${api}/items?limit=100&section`;
    const first = (await ask(`${list}=${films}&type=movie`)) as {
      items: { id: number }[];
      nextCursor: string;
    };
    const shows = sections.items.find(({ type }) => type === 'show')?.id ?? 0;
    const kinds = sections.items.find(({ id }) => id === music)?.coverage.map(({ kind }) => kind) ?? [];
    return [
      { name: 'coverage of all sections', path: `${api}/sections` },
      { name: 'coverage of one', path: `${api}/sections/${music}` },
      { name: 'films', path: `${list}=${films}&type=movie` },
      { name: 'their second page', path: `${list}=${films}&type=movie&cursor=${first.nextCursor}` },
      { name: 'tracks', path: `${list}=${music}&type=track` },
      { name: 'episodes', path: `${list}=${shows}&type=episode` },
      { name: 'a word in films', path: `${list}=${films}&type=movie&text=harbour` },
      { name: 'two words in tracks', path: `${list}=${music}&type=track&text=night+tr` },
      { name: 'a word that is not there', path: `${list}=${music}&type=track&text=zebra` },
      ...kinds.flatMap(kind => [
        { name: `tracks without ${kind}`, path: `${list}=${music}&type=track&missing=${kind}` },
        { name: `tracks with stale ${kind}`, path: `${list}=${music}&type=track&stale=${kind}` },
      ]),
      { name: 'everything with stale index files', path: `${api}/items?limit=100&stale=indexFile` },
      { name: 'photos without index files', path: `${api}/items?limit=100&type=photo&missing=indexFile` },
      { name: 'photos with stale index files', path: `${api}/items?limit=100&type=photo&stale=indexFile` },
      { name: 'an item', path: `${api}/items/${first.items[7]?.id}` },
      { name: 'what is below a show', path: `${api}/items?limit=500&parent=${await firstShow(ask, shows)}` },
      { name: 'what its removal would take', path: `${api}/failures?limit=100` },
    ];
  },
  nights: async ask => {
    const { items } = (await ask(`${api}/runs?limit=1`)) as { items: { id: number; serviceDay: string }[] };
    const [{ id, serviceDay } = { id: 0, serviceDay: '' }] = items;
    const from = `${Number(serviceDay.slice(0, 4)) - 1}${serviceDay.slice(4)}`;
    return [
      { name: 'a year', path: `${api}/nights?from=${from}&to=${serviceDay}` },
      { name: 'runs of a night', path: `${api}/runs?serviceDay=${serviceDay}&limit=500` },
      { name: 'its report', path: `${api}/reports/${serviceDay}` },
      { name: 'an old one', path: `${api}/runs?serviceDay=${from}&limit=500` },
      { name: 'a run', path: `${api}/runs/${id}` },
      { name: 'its log', path: `${api}/runs/${id}/log?limit=200` },
      { name: 'its failures', path: `${api}/runs/${id}/failures?limit=100` },
      { name: 'runs of a task', path: `${api}/runs?task=LoudnessAnalysis&limit=100` },
      { name: 'decisions of a night', path: `${api}/decisions?serviceDay=${serviceDay}&limit=100` },
      { name: 'the log of all runs', path: `${api}/logs?limit=200` },
      { name: 'a word in all logs', path: `${api}/logs?limit=200&text=zebra` },
    ];
  },
  others: async () => [
    { name: 'settings', path: `${api}/settings` },
    { name: 'windows', path: `${api}/windows` },
    { name: 'backups', path: `${api}/backups` },
    { name: 'quarantine', path: `${api}/quarantine` },
    { name: 'storage', path: `${api}/storage` },
    { name: 'metrics', path: `${api}/metrics` },
  ],
  Plex: async ask => {
    const { MediaContainer } = (await ask('/library/sections')) as {
      MediaContainer: { Directory: { key: string; type: string }[] };
    };
    const keyOf = (type: string) => MediaContainer.Directory.find(one => one.type === type)?.key;
    const [films, shows, music] = [keyOf('movie'), keyOf('show'), keyOf('artist')];
    const all = `/library/sections/${films}/all?type=1&${page}`;
    const tracks = `/library/sections/${music}/all?type=10`;
    return [
      { name: 'sections', path: '/library/sections' },
      { name: 'films', path: all },
      { name: 'films, newest first', path: `${all}&sort=addedAt:desc` },
      { name: 'films by year', path: `${all}&sort=year:desc` },
      { name: 'films by date', path: `${all}&sort=originallyAvailableAt:desc` },
      { name: 'films by rating', path: `${all}&sort=rating:desc` },
      { name: 'films of a genre', path: `${all}&genre=Drama` },
      { name: 'films of a year', path: `${all}&year=1984` },
      { name: 'films with a title', path: `${all}&title=harbour` },
      { name: 'tracks', path: `${tracks}&${page}` },
      { name: 'tracks, the last', path: `${tracks}&X-Plex-Container-Start=79900&X-Plex-Container-Size=100` },
      { name: 'episodes', path: `/library/sections/${shows}/all?type=4&${page}` },
      { name: 'shows', path: `/library/sections/${shows}/all?type=2&${page}` },
      { name: 'first letters of films', path: `/library/sections/${films}/firstCharacter` },
      { name: 'genres of films', path: `/library/sections/${films}/genre` },
      { name: 'years of films', path: `/library/sections/${films}/year` },
      { name: 'actors of films', path: `/library/sections/${films}/actor` },
      { name: 'resolutions of films', path: `/library/sections/${films}/resolution` },
      { name: 'languages of films', path: `/library/sections/${films}/audioLanguage` },
      { name: 'recently added', path: `/library/recentlyAdded?${page}` },
      { name: 'search', path: '/hubs/search?query=harbour&limit=10' },
      { name: 'search of a letter', path: '/hubs/search?query=n&limit=10' },
      { name: 'storage of sections', path: '/media/providers?includeStorage=1' },
    ];
  },
};

async function firstShow(ask: Ask, section: number): Promise<number | undefined> {
  const { items } = (await ask(`${api}/items?limit=1&section=${section}&type=show`)) as {
    items: { id: number }[];
  };
  return items[0]?.id;
}
