export type CsvCell = string | number | boolean | null;

/** RFC 4180: quoted where needed, quotes doubled. */
function written(value: CsvCell): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of cells as CSV (RFC 4180); null is an empty cell. */
export function csvText(lines: readonly (readonly CsvCell[])[]): string {
  return `${lines.map((cells) => cells.map(written).join(',')).join('\r\n')}\r\n`;
}
