import { type RawBuilder, sql } from 'kysely';
import type { Comparison, Condition, Operator, PlainField, TagField } from '../domain/catalogue.ts';
import { tagFields } from '../domain/catalogue.ts';
import { metadataSources } from '../domain/metadata.ts';
import { resolutions } from '../domain/resolution.ts';
import { matching } from './catalogue-words.ts';

type Expression = RawBuilder<unknown>;

/** A condition on the rows `item`, `parent` and `grandparent`. */
export function toWhere(condition: Condition): RawBuilder<boolean> {
  if ('all' in condition) return joined(condition.all, sql` and `, sql<boolean>`true`);
  if ('any' in condition) return joined(condition.any, sql` or `, sql<boolean>`false`);
  return sql<boolean>`(${compare(condition)})`;
}

function joined(
  conditions: readonly Condition[],
  separator: RawBuilder<unknown>,
  none: RawBuilder<boolean>,
): RawBuilder<boolean> {
  return conditions.length === 0 ? none : sql<boolean>`(${sql.join(conditions.map(toWhere), separator)})`;
}

function compare(comparison: Comparison): Expression {
  const { field, level } = comparison;
  const id = sql.ref(`${level}.id`);
  switch (field) {
    case 'guid':
      return eachValue(comparison, guid => hasGuid(id, guid));
    case 'resolution':
      return eachValue(comparison, name =>
        hasFile(id, sql`${resolution} = ${name.toLowerCase().replace(/p$/, '')}`),
      );
    case 'audioLanguage':
      return eachValue(comparison, code => hasFile(id, spoken('audio', code)));
    case 'subtitleLanguage':
      return eachValue(comparison, code => hasFile(id, sql`${spoken('subtitle', code)} or ${beside(code)}`));
    case 'hdr':
      return eachValue(comparison, value => isSo(value, hasFile(id, isHdr)));
    case 'duplicate':
      return eachValue(comparison, value =>
        isSo(value, sql`(select count(*) from media_item where item_id = ${id}) > 1`),
      );
    case 'title':
      if (comparison.operator === 'has' || comparison.operator === 'hasNot')
        return eachValue(comparison, text => sql`${id} in ${matching({ text })}`);
      return comparePlain(comparison, sql.ref(`${level}.title`));
    default:
      return isTagField(field)
        ? eachValue(comparison, value => hasTag(id, field, value))
        : comparePlain(comparison, plainExpression(field, level));
  }
}

/** Whether one of the values fits, or none. */
function eachValue({ operator, values }: Comparison, fits: (value: string) => Expression): Expression {
  const any = values.length === 0 ? sql`false` : sql.join(values.map(fits), sql` or `);
  // What is unknown is nothing, so it is not this either.
  return operator === 'isNot' || operator === 'hasNot' ? sql`not coalesce((${any}), false)` : any;
}

function comparePlain(comparison: Comparison, expression: Expression): Expression {
  const { field, operator } = comparison;
  return eachValue(comparison, value => compareOne(expression, operator, value, numbers.has(field)));
}

const numbers: ReadonlySet<string> = new Set([
  'id',
  'index',
  'year',
  'decade',
  'addedAt',
  'updatedAt',
  'duration',
  'rating',
  'audienceRating',
  'userRating',
] satisfies PlainField[]);

/** `isNot` and `hasNot` are turned round by the caller. */
function compareOne(
  expression: Expression,
  operator: Operator,
  value: string,
  isNumber: boolean,
): Expression {
  const operand = isNumber ? sql`${Number(value)}` : sql`${value} collate nocase`;
  switch (operator) {
    case 'is':
    case 'isNot':
      return sql`${expression} = ${operand}`;
    case 'has':
    case 'hasNot':
      return sql`${expression} like ${`%${escapeLike(value)}%`} escape '\\'`;
    case 'begins':
      return sql`${expression} like ${`${escapeLike(value)}%`} escape '\\'`;
    case 'ends':
      return sql`${expression} like ${`%${escapeLike(value)}`} escape '\\'`;
    case 'above':
      return sql`${expression} > ${operand}`;
    case 'below':
      return sql`${expression} < ${operand}`;
  }
}

/** A text whose signs mean themselves in a pattern of `like … escape '\\'`. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, sign => `\\${sign}`);
}

/** Instants are compared in seconds, dates as ISO texts. */
export function plainExpression(field: PlainField, level: string): Expression {
  const column = (name: string) => sql.ref(`${level}.${name}`);
  switch (field) {
    case 'title':
    case 'id':
    case 'year':
      return column(field);
    case 'index':
      return column('idx');
    case 'decade':
      return sql`${column('year')} / 10 * 10`;
    case 'addedAt':
      return sql`${column('added_at')} / 1000`;
    case 'updatedAt':
      return sql`${column('updated_at')} / 1000`;
    case 'originallyAvailableAt':
      return sql`coalesce(${column('originally_available_on')}, ${column('taken_on')})`;
    case 'duration':
      return ofFiles(column('id'), sql`max(part.duration_ms)`);
    default:
      return said(column('id'), field);
  }
}

/** What the strongest source says of a field. */
function said(id: Expression, field: string): Expression {
  return sql`(select value from item_field where item_id = ${id} and field = ${field} order by ${rank} limit 1)`;
}

const rank = sql.raw(
  `case source ${metadataSources.map((source, index) => `when '${source}' then ${index}`).join(' ')} end`,
);

/** A value taken from all files of an item. */
export function ofFiles(id: Expression, value: Expression): Expression {
  return sql`(select ${value} from media_item join part on part.media_id = media_item.media_id
    where media_item.item_id = ${id})`;
}

function hasFile(id: Expression, condition: Expression): Expression {
  return sql`exists (select 1 from media_item join part on part.media_id = media_item.media_id
    where media_item.item_id = ${id} and (${condition}))`;
}

/** The class of a file's picture, as `resolutionOf` finds it; null where it has none. */
export const resolution = sql.raw(
  `case ${resolutions
    .map(
      ({ name, width, height }) => `when part.width >= ${width} or part.height >= ${height} then '${name}'`,
    )
    .join(' ')} end`,
);

const isHdr = sql`exists (select 1 from stream where stream.part_id = part.id and stream.kind = 'video'
  and stream.color_transfer in ('smpte2084', 'arib-std-b67'))`;

function spoken(kind: 'audio' | 'subtitle', code: string): Expression {
  return sql`exists (select 1 from stream where stream.part_id = part.id and stream.kind = ${kind}
    and stream.language = ${code})`;
}

function beside(code: string): Expression {
  return sql`exists (select 1 from part_sidecar where part_sidecar.part_id = part.id
    and part_sidecar.kind = 'subtitle' and part_sidecar.language = ${code})`;
}

function isSo(value: string, condition: Expression): Expression {
  return value === '0' || value === 'false' ? sql`not ${condition}` : condition;
}

function hasTag(id: Expression, kind: TagField, value: string): Expression {
  const tag = /^\d+$/.test(value) ? sql`tag.id = ${Number(value)}` : sql`tag.name = ${value}`;
  return sql`${id} in (select item_tag.item_id from tag join item_tag on item_tag.tag_id = tag.id
    where tag.kind = ${kind} and ${tag})`;
}

function hasGuid(id: Expression, guid: string): Expression {
  const [, service = '', value = ''] = /^([a-z]+):\/\/(.+)$/.exec(guid) ?? [];
  if (service === 'local') return sql`${id} = ${Number(value)}`;
  return sql`${id} in (select item_id from item_external_id where service = ${service} and value = ${value})`;
}

function isTagField(field: string): field is TagField {
  return (tagFields as readonly string[]).includes(field);
}
