import { type ReactNode, useRef } from 'react';
import { type CsvCell, csvText } from '../../core/csv.ts';
import { SaveMenu } from '../figures/SaveMenu.tsx';
import { Hint } from '../parts/Hint.tsx';
import { useBundle } from '../stores.ts';
import { Strip, StripAxis, StripLegend, type StripMarks } from './Strip.tsx';
import { stripPicture } from './stripPicture.ts';

/** A column of numbers; null is shown as not measured. */
export interface Column<Row> {
  readonly label: string;
  /** What the number is, in which unit. */
  readonly hint?: string;
  readonly look?: 'strong' | 'soft';
  readonly value: (row: Row) => number | null;
  readonly text: (value: number) => string;
}

export interface TableRow<Row> {
  readonly id: string;
  readonly title: string;
  readonly row: Row;
}

/** Rows under one heading. */
export interface RowGroup<Row> {
  readonly label: string | null;
  readonly rows: readonly TableRow<Row>[];
}

interface MeasureTableProps<Row> {
  /** Read out, and the name of the saved files. */
  readonly title: string;
  /** Heading of the first column. */
  readonly first: string;
  readonly groups: readonly RowGroup<Row>[];
  readonly columns: readonly Column<Row>[];
  /** A drawing of each row on a line from 0 to 1. */
  readonly strip?: {
    readonly label: string;
    readonly hint: string;
    readonly shown: readonly (keyof StripMarks)[];
    readonly marks: (row: Row) => StripMarks;
  };
}

/** Numbers by row, with what was not measured marked as such, saved as CSV and, with strips, as a picture. */
export function MeasureTable<Row>({ title, first, groups, columns, strip }: MeasureTableProps<Row>) {
  const table = useRef<HTMLTableElement>(null);
  const caption = useBundle(({ catalogue }) =>
    catalogue ? `${catalogue.title}, version ${catalogue.version}` : '',
  );
  const filled = groups.filter(({ rows }) => rows.length > 0);
  const rows = filled.flatMap((group) => group.rows);
  const isPartial = rows.some(({ row }) => columns.some(({ value }) => value(row) === null));
  const numbers = () =>
    csvText([
      [first, ...columns.map(({ label }) => label)],
      ...rows.map(({ title: name, row }): CsvCell[] => [name, ...columns.map(({ value }) => value(row))]),
    ]);
  const picture = () =>
    table.current && strip
      ? stripPicture(table.current, { title, caption, shown: strip.shown.includes('floor') })
      : null;

  return (
    <div className={`measures ${strip ? '' : 'measures-plain'}`}>
      <div className="measures-head">
        {strip ? <StripLegend shown={strip.shown} /> : <span />}
        <SaveMenu title={title} numbers={numbers} {...(strip ? { picture } : {})} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label={title}>
        <table ref={table} className="evaluation-table">
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {strip && (
                <th scope="col" className="strip-head">
                  <Hint text={strip.hint}>{strip.label}</Hint>
                  <StripAxis />
                </th>
              )}
              {columns.map(({ label, hint }) => (
                <th key={label} scope="col" className="measure">
                  {hint === undefined ? label : <Hint text={hint}>{label}</Hint>}
                </th>
              ))}
            </tr>
          </thead>
          {filled.map((group) => (
            <tbody key={group.label ?? ''}>
              {group.label !== null && (
                <tr className="group-row">
                  <th scope="colgroup" colSpan={columns.length + (strip ? 2 : 1)}>
                    {group.label}
                  </th>
                </tr>
              )}
              {group.rows.map(({ id, title: name, row }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  {strip && (
                    <td>
                      <Strip title={name} marks={strip.marks(row)} />
                    </td>
                  )}
                  {columns.map(({ label, look = '', value, text }) => (
                    <td key={label} className={`measure ${look}`}>
                      <Measure value={value(row)} text={text} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
      {isPartial && <p className="soft not-measured-note">– is not measured.</p>}
    </div>
  );
}

/** A number, or that it was not measured. */
export function Measure({
  value,
  text,
}: {
  readonly value: number | null;
  readonly text: (value: number) => string;
}): ReactNode {
  if (value !== null) return text(value);
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">not measured</span>
    </>
  );
}
