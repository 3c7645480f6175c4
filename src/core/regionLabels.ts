/** One point of the map with the terms (tags, genres) that may name its region. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly terms: readonly string[];
}

/** The name of a region: shown at zoom levels `level` and deeper until the next level's replace it. */
export interface RegionLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** 0 for the whole map, each level halves the cell. */
  readonly level: number;
  /** Points of the region that carry the term. */
  readonly weight: number;
}

/** Smallest number of points with a term that can name a region. */
const LEAST_SUPPORT = 5;
/** Share of a cell's points that must carry its name. */
const LEAST_SHARE = 0.12;

interface Cell {
  size: number;
  readonly counts: Map<string, number>;
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

/**
 * Names regions of the map by their tags and genres: the map is cut into 2^(level + 1) cells a side,
 * and each cell takes the term with the largest tf-idf-like score, share in the cell times log of
 * how many times commoner it is there than on the whole map. A label stands at the median place of
 * the cell's points that carry it. A name is given once among cells that touch.
 * @param levels number of levels, coarse first.
 */
export function regionLabels(points: readonly LabelledPoint[], levels: number): RegionLabel[] {
  const overall = new Map<string, number>();
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, terms } of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    for (const term of new Set(terms)) overall.set(term, (overall.get(term) ?? 0) + 1);
  }
  const extent = Math.max(right - left, bottom - top) || 1;
  const labels: RegionLabel[] = [];
  for (let level = 0; level < levels; level += 1) {
    const side = 2 ** (level + 1);
    const cellOf = ({ x, y }: LabelledPoint): readonly [number, number] => [
      Math.min(side - 1, Math.floor(((x - left) / extent) * side)),
      Math.min(side - 1, Math.floor(((y - top) / extent) * side)),
    ];
    labels.push(...labelsOfLevel(points, level, side, cellOf, overall));
  }
  return labels;
}

function labelsOfLevel(
  points: readonly LabelledPoint[],
  level: number,
  side: number,
  cellOf: (point: LabelledPoint) => readonly [number, number],
  overall: ReadonlyMap<string, number>,
): RegionLabel[] {
  const cells = new Map<number, Cell>();
  const members = new Map<number, LabelledPoint[]>();
  for (const point of points) {
    const [column, row] = cellOf(point);
    const key = row * side + column;
    const cell = cells.get(key) ?? { size: 0, counts: new Map() };
    cells.set(key, cell);
    const inside = members.get(key) ?? [];
    members.set(key, inside);
    inside.push(point);
    cell.size += 1;
    for (const term of new Set(point.terms)) cell.counts.set(term, (cell.counts.get(term) ?? 0) + 1);
  }
  const candidates: { key: number; text: string; count: number; score: number }[] = [];
  for (const [key, cell] of cells) {
    for (const [text, count] of cell.counts) {
      const share = count / cell.size;
      if (count < LEAST_SUPPORT || share < LEAST_SHARE) continue;
      const lift = share / ((overall.get(text) as number) / points.length);
      if (lift > 1)
        candidates.push({ key, text, count, score: share * Math.log(lift) * Math.sqrt(cell.size) });
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.key - b.key || (a.text < b.text ? -1 : 1));
  const named = new Map<number, string>();
  const labels: RegionLabel[] = [];
  for (const { key, text, count } of candidates) {
    if (named.has(key) || touches(named, key, side, text)) continue;
    named.set(key, text);
    const carriers = (members.get(key) ?? []).filter(({ terms }) => terms.includes(text));
    labels.push({
      text,
      x: median(carriers.map(({ x }) => x)),
      y: median(carriers.map(({ y }) => y)),
      level,
      weight: count,
    });
  }
  return labels;
}

/** Whether one of the eight cells around `key` is already called `text`. */
function touches(named: ReadonlyMap<number, string>, key: number, side: number, text: string): boolean {
  const column = key % side;
  for (const rowStep of [-1, 0, 1]) {
    for (const columnStep of [-1, 0, 1]) {
      const neighbour = column + columnStep;
      if (neighbour < 0 || neighbour >= side) continue;
      if (named.get(key + rowStep * side + columnStep) === text) return true;
    }
  }
  return false;
}
