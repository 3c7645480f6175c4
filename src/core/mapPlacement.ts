import type { Neighbour } from './neighbours.ts';

/** A place on the 2-D map, in the coordinates of the entity tables. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** Neighbours nearer than this, in radians, are the vector itself. */
const SAME = 0.004;

/**
 * Where a vector that is no entity falls on the map: the mean of its neighbours' places, weighted by
 * modified Shepard weights (R - a) / (R a) of the angle a = acos(similarity), R being the angle of the last
 * neighbour. Angles, because 1 - cos falls with their square: with it, and with Shepard's usual square on top,
 * a blend of 70 % A stood on A to a thousandth of the way to B. An entity's own vector falls exactly on its
 * place, and a neighbour that enters or leaves the list does so with weight 0, so a probe that is dragged
 * moves without jumps.
 * @param neighbours best first, similarities as cosines; null is returned when there are none.
 */
export function placeByNeighbours(
  neighbours: readonly Neighbour[],
  place: (row: number) => MapPoint,
): MapPoint | null {
  const first = neighbours[0];
  if (!first) return null;
  const angles = neighbours.map(({ similarity }) => Math.acos(Math.max(-1, Math.min(1, similarity))));
  const nearest = angles[0] as number;
  const reach = angles.at(-1) as number;
  if (nearest < SAME || neighbours.length === 1) return place(first.row);
  let x = 0;
  let y = 0;
  let total = 0;
  for (const [i, { row }] of neighbours.entries()) {
    const angle = angles[i] as number;
    const weight = reach > nearest ? (reach - angle) / (reach * angle) : 1;
    const point = place(row);
    x += weight * point.x;
    y += weight * point.y;
    total += weight;
  }
  return { x: x / total, y: y / total };
}
