import type { Neighbour } from './neighbours.ts';

/** A place on the 2-D map, in the coordinates of the entity tables. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a vector that is no entity falls on the map: the mean of its neighbours' places, weighted
 * by modified Shepard weights ((R - d) / (R d))^2 with d = 1 - similarity and R the distance of the
 * last neighbour. An entity's own vector falls exactly on its place, and a neighbour that enters or
 * leaves the list does so with weight 0, so a probe that is dragged moves without jumps.
 * @param neighbours best first, similarities as cosines; null is returned when there are none.
 */
export function placeByNeighbours(
  neighbours: readonly Neighbour[],
  place: (row: number) => MapPoint,
): MapPoint | null {
  const first = neighbours[0];
  const last = neighbours.at(-1);
  if (!first || !last) return null;
  const nearest = 1 - first.similarity;
  const reach = 1 - last.similarity;
  if (nearest < 1e-5 || neighbours.length === 1) return place(first.row);
  let x = 0;
  let y = 0;
  let total = 0;
  for (const { row, similarity } of neighbours) {
    const distance = 1 - similarity;
    const weight = reach > nearest ? ((reach - distance) / (reach * distance)) ** 2 : 1;
    const point = place(row);
    x += weight * point.x;
    y += weight * point.y;
    total += weight;
  }
  return { x: x / total, y: y / total };
}
