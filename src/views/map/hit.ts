import { type Quadtree, type QuadtreeInternalNode, type QuadtreeLeaf, quadtree } from 'd3-quadtree';
import type { PointLayer } from './points.ts';

/** A point of the map: its layer (by position in the list of layers) and its row there. */
export interface PointRef {
  readonly layer: number;
  readonly row: number;
}

/** Says whether a row may be hit: hidden and filtered points may not. */
export type Pickable = (row: number) => boolean;

/** Spatial index over one layer's rows in world coordinates. */
export interface PointIndex {
  readonly layer: PointLayer;
  readonly tree: Quadtree<number>;
}

type Node = QuadtreeInternalNode<number> | QuadtreeLeaf<number> | undefined;

/** Builds the index; rows without coordinates are left out. About 0.3 s for 250,000 points. */
export function indexPoints(layer: PointLayer): PointIndex {
  const { x, y } = layer;
  const tree = quadtree<number>()
    .x((row) => x[row] as number)
    .y((row) => y[row] as number);
  const rows: number[] = [];
  for (let row = 0; row < layer.count; row++) if (Number.isFinite(x[row])) rows.push(row);
  tree.addAll(rows);
  return { layer, tree };
}

function eachRow(node: Node, visit: (row: number) => void): void {
  if (node === undefined || Array.isArray(node)) return;
  for (let leaf: QuadtreeLeaf<number> | undefined = node as QuadtreeLeaf<number>; leaf; leaf = leaf.next) {
    visit(leaf.data);
  }
}

/** The nearest pickable row within `radius` (world units) of a place, with its distance, or null. */
export function nearest(
  index: PointIndex,
  atX: number,
  atY: number,
  radius: number,
  pickable: Pickable,
): { readonly row: number; readonly distance: number } | null {
  const { x, y } = index.layer;
  let best = -1;
  let limit = radius * radius;
  index.tree.visit((node, x0, y0, x1, y1) => {
    const dx = Math.max(x0 - atX, 0, atX - x1);
    const dy = Math.max(y0 - atY, 0, atY - y1);
    if (dx * dx + dy * dy > limit) return true;
    eachRow(node as Node, (row) => {
      const distance = ((x[row] as number) - atX) ** 2 + ((y[row] as number) - atY) ** 2;
      if (distance <= limit && pickable(row)) {
        limit = distance;
        best = row;
      }
    });
    return false;
  });
  return best < 0 ? null : { row: best, distance: Math.sqrt(limit) };
}

/** Rows inside a world rectangle (x0 <= x1, y0 <= y1). */
export function rowsWithin(
  index: PointIndex,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  pickable: Pickable,
): number[] {
  const { x, y } = index.layer;
  const found: number[] = [];
  index.tree.visit((node, nodeX0, nodeY0, nodeX1, nodeY1) => {
    if (nodeX0 > x1 || nodeX1 < x0 || nodeY0 > y1 || nodeY1 < y0) return true;
    eachRow(node as Node, (row) => {
      const px = x[row] as number;
      const py = y[row] as number;
      if (px >= x0 && px <= x1 && py >= y0 && py <= y1 && pickable(row)) found.push(row);
    });
    return false;
  });
  return found;
}

/** Whether a place lies inside a polygon (even-odd rule); `polygon` holds x, y alternating. */
export function insidePolygon(polygon: readonly number[], px: number, py: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 2; i < polygon.length; j = i, i += 2) {
    const ax = polygon[i] as number;
    const ay = polygon[i + 1] as number;
    const bx = polygon[j] as number;
    const by = polygon[j + 1] as number;
    if (ay > py === by > py) continue;
    const crossing = ((bx - ax) * (py - ay)) / (by - ay) + ax;
    // Rounding can put the crossing beyond the edge's own ends.
    if (px < Math.min(Math.max(crossing, Math.min(ax, bx)), Math.max(ax, bx))) inside = !inside;
  }
  return inside;
}

/** Rows inside a lasso given in world coordinates (x, y alternating), in row order. */
export function rowsInLasso(index: PointIndex, lasso: readonly number[], pickable: Pickable): number[] {
  if (lasso.length < 6) return [];
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < lasso.length; i += 2) {
    x0 = Math.min(x0, lasso[i] as number);
    x1 = Math.max(x1, lasso[i] as number);
    y0 = Math.min(y0, lasso[i + 1] as number);
    y1 = Math.max(y1, lasso[i + 1] as number);
  }
  const { x, y } = index.layer;
  return rowsWithin(index, x0, y0, x1, y1, pickable)
    .filter((row) => insidePolygon(lasso, x[row] as number, y[row] as number))
    .sort((a, b) => a - b);
}

/** Unit steps of the arrow keys on the screen (y points down). */
export const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const;
export type Direction = keyof typeof DIRECTIONS;

/**
 * The next point for an arrow key: among `candidates` (screen coordinates) within 45 degrees of the
 * direction the one that is nearest, counting sideways distance double. Null when there is none.
 */
export function stepTowards<T extends { readonly x: number; readonly y: number }>(
  from: { readonly x: number; readonly y: number },
  direction: Direction,
  candidates: readonly T[],
): T | null {
  const [ux, uy] = DIRECTIONS[direction];
  let best: T | null = null;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    const dx = candidate.x - from.x;
    const dy = candidate.y - from.y;
    const along = dx * ux + dy * uy;
    const aside = Math.abs(dx * uy - dy * ux);
    if (along < 1 || aside > along) continue;
    const cost = along + 2 * aside;
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}
