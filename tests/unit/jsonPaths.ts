export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Paths to every value inside a JSON value. */
export function pathsOf(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...at, key]));
  return at.length > 0 ? [at, ...inner] : inner;
}

/** A copy of `root` with the value at `path` replaced, or removed where `value` is undefined. */
export function withValue(root: unknown, path: (string | number)[], value: Json | undefined): unknown {
  const copy = structuredClone(root);
  let holder = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
