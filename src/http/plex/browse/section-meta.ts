import { type ChoiceField, choiceFields } from '../../../domain/catalogue.ts';
import type { ItemType, SectionType } from '../../../domain/library.ts';
import type { Element } from '../response.ts';
import { pluralOf, typeNumber, typesOfSection } from './item-types.ts';

/** What a section can be filtered and sorted by, as clients ask for it with `includeMeta=1` before they dare to. */
export function sectionMeta(section: { id: number; type: SectionType }, shown: ItemType): Element {
  return {
    Type: typesOfSection[section.type].map(type => typeElement(section.id, type, type === shown)),
    FieldType: fieldTypes,
  };
}

function typeElement(sectionId: number, type: ItemType, active: boolean): Element {
  const filters = [...choices, ...(hasMusic(type) ? musicChoices : []), ...switches];
  return {
    key: `/library/sections/${sectionId}/all?type=${typeNumber(type)}`,
    type,
    title: pluralOf(type),
    active,
    Filter: filters.map(([filter, filterType, title]) => ({
      filter,
      filterType,
      key: `/library/sections/${sectionId}/${filter}?type=${typeNumber(type)}`,
      title,
      type: 'filter',
    })),
    Sort: sorts.map(([key, title, defaultDirection]) => ({
      defaultDirection,
      descKey: `${key}:desc`,
      key,
      title,
      ...(key === 'titleSort' && {
        active: true,
        activeDirection: 'asc',
        default: 'asc',
        firstCharacterKey: `/library/sections/${sectionId}/firstCharacter?type=${typeNumber(type)}`,
      }),
    })),
    // Fields of films are named bare, those of all others after their type.
    Field: fieldsOf(type).map(([key, fieldType, title]) => ({
      key: type === 'movie' ? key : `${type}.${key}`,
      title,
      type: fieldType,
    })),
  };
}

type Row = readonly [key: string, type: string, title: string];

const choices: readonly Row[] = [
  ['genre', 'string', 'Genre'],
  ['year', 'integer', 'Year'],
  ['decade', 'integer', 'Decade'],
  ['contentRating', 'string', 'Content Rating'],
  ['collection', 'string', 'Collection'],
  ['director', 'string', 'Director'],
  ['writer', 'string', 'Writer'],
  ['producer', 'string', 'Producer'],
  ['actor', 'string', 'Actor'],
  ['country', 'string', 'Country'],
  ['studio', 'string', 'Studio'],
  ['label', 'string', 'Labels'],
  ['resolution', 'string', 'Resolution'],
  ['audioLanguage', 'string', 'Audio Language'],
  ['subtitleLanguage', 'string', 'Subtitle Language'],
  ['autotag', 'string', 'Tag'],
  ['camera', 'string', 'Camera'],
  ['place', 'string', 'Place'],
];
const musicChoices: readonly Row[] = [
  ['mood', 'string', 'Mood'],
  ['style', 'string', 'Style'],
];
const switches: readonly Row[] = [
  ['unwatched', 'boolean', 'Unplayed'],
  ['hdr', 'boolean', 'HDR'],
  ['duplicate', 'boolean', 'Duplicate'],
];

const sorts: readonly Row[] = [
  ['titleSort', 'Title', 'asc'],
  ['year', 'Year', 'desc'],
  ['originallyAvailableAt', 'Release Date', 'desc'],
  ['addedAt', 'Date Added', 'desc'],
  ['duration', 'Duration', 'desc'],
  ['rating', 'Critic Rating', 'desc'],
  ['audienceRating', 'Audience Rating', 'desc'],
  ['userRating', 'Rating', 'desc'],
  ['mediaHeight', 'Resolution', 'desc'],
  ['mediaBitrate', 'Bitrate', 'desc'],
  ['random', 'Randomly', 'desc'],
];

function fieldsOf(type: ItemType): readonly Row[] {
  const tags = choices
    .filter(([key]) => !(key in plainTypes))
    .concat(hasMusic(type) ? musicChoices : [])
    .map(([key, , title]) => [key, fileTypes[key] ?? 'tag', title] as const);
  return [['title', 'string', 'Title'], ...Object.entries(plainTypes).map(plainField), ...tags, ...switches];
}

const plainTypes: Readonly<Record<string, readonly [type: string, title: string]>> = {
  studio: ['string', 'Studio'],
  year: ['integer', 'Year'],
  decade: ['integer', 'Decade'],
  addedAt: ['date', 'Date Added'],
  originallyAvailableAt: ['date', 'Release Date'],
  duration: ['integer', 'Duration'],
  userRating: ['integer', 'Rating'],
};

/** Fields whose values have a type of their own with Plex. */
const fileTypes: Readonly<Record<string, string>> = {
  resolution: 'resolution',
  audioLanguage: 'audioLanguage',
  subtitleLanguage: 'subtitleLanguage',
};

function plainField([key, [type, title]]: [string, readonly [string, string]]): Row {
  return [key, type, title];
}

function hasMusic(type: ItemType): boolean {
  return typesOfSection.artist.includes(type);
}

const is = [
  ['=', 'is'],
  ['!=', 'is not'],
] as const;
const operators: Readonly<Record<string, readonly (readonly [key: string, title: string])[]>> = {
  tag: is,
  integer: [...is, ['>>=', 'is greater than'], ['<<=', 'is less than']],
  string: [
    ['=', 'contains'],
    ['!=', 'does not contain'],
    ['==', 'is'],
    ['!==', 'is not'],
    ['<=', 'begins with'],
    ['>=', 'ends with'],
  ],
  boolean: [
    ['=', 'is true'],
    ['!=', 'is false'],
  ],
  date: [
    ['<<=', 'is before'],
    ['>>=', 'is after'],
  ],
  resolution: is,
  audioLanguage: is,
  subtitleLanguage: is,
};

const fieldTypes: readonly Element[] = Object.entries(operators).map(([type, list]) => ({
  type,
  Operator: list.map(([key, title]) => ({ key, title })),
}));

/** Whether clients may ask for the choices of a filter. */
export function findChoiceField(text: string): ChoiceField | undefined {
  return choiceFields.find(field => field === text);
}
