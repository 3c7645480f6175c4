import type { EntityKind } from '../../core/types.ts';

/** Shape by which a layer is told from another without colour. */
export type PointShape = 'disc' | 'diamond';

/** One kind of entity on the map; row i of every array is row i of the kind's table. */
export interface PointLayer {
  readonly kind: EntityKind;
  readonly shape: PointShape;
  readonly count: number;
  /** World coordinates, as the bundle gives them; NaN rows are not drawn. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** How the points of one layer look; a new object means a new look. */
export interface PointStyle {
  /** Index into the palette of the layer's colouring, per point. */
  readonly colour: Uint8Array;
  /** Radius class 0..SIZE_CLASSES - 1, per point; larger classes are drawn later. */
  readonly size: Uint8Array;
  /** Bit set of PointFlag, per point. */
  readonly flags: Uint8Array;
}

/** States of a point that change how it is drawn. */
export const PointFlag = { hidden: 1, dimmed: 2, selected: 4 } as const;

/** Radii in CSS pixels at the fitted view, by size class. */
export const SIZE_RADII = [1, 1.25, 1.5, 1.85, 2.3, 2.9] as const;
export const SIZE_CLASSES = SIZE_RADII.length;

/** Points in the order of drawing, with the ends of the three passes. */
export interface DrawOrder {
  /** Rows: dimmed ones, then plain ones, then selected ones; each by size class, small first. */
  readonly rows: Uint32Array;
  readonly dimmedEnd: number;
  readonly plainEnd: number;
}

/** Sorts the rows that are not hidden into drawing order; linear in their number. */
export function drawOrder(style: PointStyle): DrawOrder {
  const { flags, size } = style;
  const buckets = new Uint32Array(3 * SIZE_CLASSES + 1);
  const bucket = (row: number): number => {
    const flag = flags[row] as number;
    const pass = flag & PointFlag.selected ? 2 : flag & PointFlag.dimmed ? 0 : 1;
    return pass * SIZE_CLASSES + (size[row] as number);
  };
  for (let row = 0; row < flags.length; row++) {
    if ((flags[row] as number) & PointFlag.hidden) continue;
    const next = bucket(row) + 1;
    buckets[next] = (buckets[next] as number) + 1;
  }
  for (let b = 1; b < buckets.length; b++) buckets[b] = (buckets[b] as number) + (buckets[b - 1] as number);
  const dimmedEnd = buckets[SIZE_CLASSES] as number;
  const plainEnd = buckets[2 * SIZE_CLASSES] as number;
  const rows = new Uint32Array(buckets[3 * SIZE_CLASSES] as number);
  const cursor = buckets.slice(0, -1);
  for (let row = 0; row < flags.length; row++) {
    if ((flags[row] as number) & PointFlag.hidden) continue;
    const b = bucket(row);
    const at = cursor[b] as number;
    rows[at] = row;
    cursor[b] = at + 1;
  }
  return { rows, dimmedEnd, plainEnd };
}

/**
 * Size classes from a count (ratings): class rises with the logarithm between the count's median and
 * its 99.5th percentile, so that most points stay small and the well known stand out.
 */
export function sizeClasses(counts: ArrayLike<number>): Uint8Array {
  const sorted = Float64Array.from(counts).sort();
  const at = (share: number): number => Math.max(1, sorted[Math.floor(share * (sorted.length - 1))] ?? 1);
  const low = Math.log(at(0.3));
  const span = Math.max(1e-9, Math.log(at(0.995)) - low);
  return Uint8Array.from(counts, (count) => {
    const share = (Math.log(Math.max(1, count)) - low) / span;
    return Math.max(0, Math.min(SIZE_CLASSES - 1, Math.floor(share * SIZE_CLASSES)));
  });
}

/** Radius in CSS pixels of a size class at zoom `k` (1 is the fitted view): grows with the square root, up to three times. */
export function radiusAt(sizeClass: number, k: number, crowd = 1): number {
  const growth = Math.min(3, Math.max(0.9, k ** 0.4));
  return (SIZE_RADII[sizeClass] ?? SIZE_RADII[0]) * growth * crowd;
}

/** Points per CSS pixel up to which radii need no reduction; 10,000 points on 1000 x 600 pixels are there. */
const ROOMY = 0.017;

/** Factor on radii, 0.55..1, that keeps crowded maps legible: many points, or a small screen of `area` CSS pixels. */
export function crowdFactor(points: number, area: number): number {
  return Math.max(0.55, Math.min(1, (ROOMY / (points / Math.max(1, area))) ** 0.3));
}
