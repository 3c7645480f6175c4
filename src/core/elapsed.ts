const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const units = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;
const relative = new Intl.RelativeTimeFormat('en');

/**
 * How long ago a moment was, in the largest whole unit: "12 minutes ago"; "a moment ago" under a minute and for
 * moments to come (another device's clock).
 * @param moment ISO 8601.
 * @param now milliseconds since 1970.
 */
export function agoText(moment: string, now: number): string {
  const seconds = (now - Date.parse(moment)) / 1000;
  for (const [unit, length] of units) {
    if (seconds >= length) return relative.format(-Math.floor(seconds / length), unit);
  }
  return 'a moment ago';
}
