const paths = {
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14 14',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  pin: 'M5.5 2h5l-.6 5 2.1 2.2H4L6.1 7zM8 9.2V14',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5 5 13h6l.5-8.5',
  pencil: 'M3 13l.6-2.9L10.8 3 13 5.2 5.9 12.4z',
  undo: 'M6 4 3 7l3 3M3 7h6.5a3.5 3.5 0 0 1 0 7H8',
  redo: 'M10 4l3 3-3 3M13 7H6.5a3.5 3.5 0 0 0 0 7H8',
  swap: 'M4.5 10.5v-8m0 0L2.5 4.5m2-2 2 2M11.5 5.5v8m0 0 2-2m-2 2-2-2',
  plus: 'M8 3v10M3 8h10',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  notebook: 'M4 2h8.5v12H4zM6.5 2v12M2.5 5H4M2.5 8H4M2.5 11H4',
  chart: 'M2.5 2.5v11h11M5 10.5l2.5-3 2 1.5L13 4.5',
  help: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.8.6-.8 1.1M8 11.3v.1',
  theme: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12M8 4.5h3.5M8 8h6M8 11.5h3.5',
  settings:
    'M2.5 5h5M11 5h2.5M2.5 11H5M8.5 11h5M9.2 6.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM6.7 12.7a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  download: 'M8 2.5v8M5 7.5l3 3 3-3M3 13.5h10',
  link: 'M6.5 9.5l3-3M7.5 4.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.5 11.5l-1 1a2.8 2.8 0 0 1-4-4l1-1',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  columns: 'M2 3h3.4v10H2zM6.3 3h3.4v10H6.3zM10.6 3H14v10h-3.4z',
  spark: 'M8 2v4M8 10v4M2 8h4M10 8h4',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  lasso:
    'M8 10.5c-3.3 0-5.5-1.6-5.5-3.8S4.9 2.5 8 2.5s5.5 2 5.5 4.2-2.2 3.8-5.5 3.8zM5.2 10c-1.2.6-1.7 1.6-1 2.4.6.7.2 1.3-.4 1.6',
  list: 'M6 4h7.5M6 8h7.5M6 12h7.5M2.7 4h.1M2.7 8h.1M2.7 12h.1',
  minus: 'M3.5 8h9',
  layers: 'M8 2.5 14 6 8 9.5 2 6zM2.5 9.5 8 12.8l5.5-3.3',
} as const;

export type IconName = keyof typeof paths;

/** A line icon of 16 units; decoration only, the control around it carries the name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
