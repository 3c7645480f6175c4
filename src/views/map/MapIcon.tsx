const paths = {
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  lasso:
    'M8 10.5c-3.3 0-5.5-1.6-5.5-3.8S4.9 2.5 8 2.5s5.5 2 5.5 4.2-2.2 3.8-5.5 3.8zM5.2 10c-1.2.6-1.7 1.6-1 2.4.6.7.2 1.3-.4 1.6',
  list: 'M6 4h7.5M6 8h7.5M6 12h7.5M2.7 4h.1M2.7 8h.1M2.7 12h.1',
  plus: 'M8 3.5v9M3.5 8h9',
  minus: 'M3.5 8h9',
  save: 'M8 2.5v8M5 7.5l3 3 3-3M3 13.5h10',
  layers: 'M8 2.5 14 6 8 9.5 2 6zM2.5 9.5 8 12.8l5.5-3.3',
} as const;

/** A line icon of the map's tools. */
export function MapIcon({ name }: { readonly name: keyof typeof paths }) {
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
