import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Letters by which people sort the accented ones of Europe: SQLite's own collations know ASCII only. */
const plainLetters: Readonly<Record<string, string>> = {
  a: 'àáâãäåāăą',
  ae: 'æ',
  c: 'çćč',
  d: 'ďđð',
  e: 'èéêëēėęě',
  g: 'ğ',
  i: 'ìíîïīįı',
  l: 'ł',
  n: 'ñńň',
  o: 'òóôõöøōő',
  oe: 'œ',
  r: 'ř',
  s: 'śşšș',
  ss: 'ß',
  t: 'ťțþ',
  u: 'ùúûüūůű',
  y: 'ýÿ',
  z: 'źżž',
};

/** An expression in SQL: a text in small plain letters. */
function plain(text: string): string {
  let expression = `lower(${text})`;
  for (const [letter, accented] of Object.entries(plainLetters)) {
    for (const form of new Set([...accented, ...accented.toUpperCase()])) {
      if (form.length === 1 && !/[a-z]/i.test(form))
        expression = `replace(${expression}, '${form}', '${letter}')`;
    }
  }
  return expression;
}

const scope = (row: string) => `${row}.type || ' section' || ${row}.section_id`;

const statements = [
  "alter table item add column sort_key text not null default ''",
  `update item set sort_key = ${plain('sort_title')}`,
  `create trigger item_sort_key_insert after insert on item begin
    update item set sort_key = ${plain('new.sort_title')} where id = new.id;
  end`,
  `create trigger item_sort_key_update after update of sort_title on item
    when old.sort_title <> new.sort_title begin
    update item set sort_key = ${plain('new.sort_title')} where id = new.id;
  end`,
  'create index item_sort_key on item (section_id, type, sort_key, id)',
  'create index item_added on item (section_id, type, added_at, id)',
  'create index item_year on item (section_id, type, year, sort_key, id)',
  'create index item_available on item (section_id, type, coalesce(originally_available_on, taken_on))',

  // Words of the title, and in "scope" the item's type and section as words, so that one look-up finds both.
  // It keeps the index only: the titles themselves are in the items.
  `create virtual table item_search using fts5 (
    title, scope,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
  )`,
  `insert into item_search (rowid, title, scope) select id, title, ${scope('item')} from item`,
  `create trigger item_search_insert after insert on item begin
    insert into item_search (rowid, title, scope) values (new.id, new.title, ${scope('new')});
  end`,
  `create trigger item_search_update after update of title, type, section_id on item
    when old.title <> new.title or old.type <> new.type or old.section_id <> new.section_id begin
    update item_search set title = new.title, scope = ${scope('new')} where rowid = new.id;
  end`,
  `create trigger item_search_delete after delete on item begin
    delete from item_search where rowid = old.id;
  end`,
];

/** What browsing needs to be quick: orders in which items are listed, and the words of their titles. */
export const search: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
