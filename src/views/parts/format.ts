import { format } from 'd3-format';

const twoDecimals = format('.2f');
const signedTenths = format('+.1f');
const thousands = format(',');

/** A cosine or another score: two decimals, true minus. */
export function scoreText(value: number): string {
  return twoDecimals(value);
}

/** Standard deviations: "+1.5 sd". */
export function sdText(value: number): string {
  return value === 0 ? '0 sd' : `${signedTenths(value)} sd`;
}

/** Bytes in MB (10^6) or kB, as downloads are spoken of. */
export function bytesText(bytes: number): string {
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A count with thousands separators. */
export function countText(value: number): string {
  return thousands(value);
}

/** A share of 1 as whole percent. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A rating: "4.5 ★". */
export function starsText(stars: number): string {
  return `${stars.toFixed(1)} ★`;
}
