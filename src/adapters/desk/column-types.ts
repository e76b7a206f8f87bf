import { sql, type ColumnDataType, type CreateTableBuilder, type Expression, type Kysely } from 'kysely';
import type { SqlKind } from './schema.ts';

/** Column types that the two databases name differently. */
interface ColumnTypes {
  /** Text compared byte by byte, so that both databases sort alike. */
  readonly text: ColumnDataType | Expression<unknown>;
  /** Holds milliseconds exactly; PostgreSQL's bigint would arrive as a string. */
  readonly moment: ColumnDataType;
  readonly bytes: ColumnDataType;
}

export const TYPES: Record<SqlKind, ColumnTypes> = {
  sqlite: { text: 'text', moment: 'integer', bytes: 'blob' },
  postgres: { text: sql`text collate "C"`, moment: 'double precision', bytes: 'bytea' },
};

/** A database whose schema is under construction. */
export type AnyDb = Kysely<unknown>;
/** A step from one state of the schema to the next. */
export type Migration = (db: AnyDb, kind: SqlKind) => Promise<void>;

/** What says more about a column than its type. */
export type ColumnBuilder = Parameters<NonNullable<Parameters<CreateTableBuilder<string>['addColumn']>[2]>>[0];

export const required = (column: ColumnBuilder): ColumnBuilder => column.notNull();

/** A column that is never without a row of another table. */
export const to = (table: string) => (column: ColumnBuilder): ColumnBuilder => column.notNull().references(`${table}.id`);
