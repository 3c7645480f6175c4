import type { PointShape } from './points.ts';

/** Sub-pixel positions per axis for which a stamp is kept, so that points glide instead of jumping. */
export const PHASES = 4;
/** Coverage levels of a pixel: 0 is empty, COVERAGE is full. */
export const COVERAGE = 4;

/** Every phase of the discs (or diamonds) of some radii, as pixel offsets from the point's pixel. */
export interface StampSet {
  /** Pixel offset (dy * stride + dx). */
  readonly offsets: Int32Array;
  /** Coverage 1..COVERAGE of the same pixel. */
  readonly levels: Uint8Array;
  /** Where the stamp of class c and phase p starts, at c * PHASES * PHASES + p: full pixels come first. */
  readonly start: Uint32Array;
  /** Where its partly covered pixels start; they end where the next stamp starts. */
  readonly edge: Uint32Array;
  /** Largest distance in pixels of a stamped pixel from its point's pixel. */
  readonly reach: number;
}

const SAMPLES = 4;
/** Share of a pixel from which a hard stamp fills it; low enough to leave no phase of the smallest disc empty. */
const HARD_SHARE = 0.3;

/** Share 0..1 of the pixel at (dx, dy) that a shape of `radius` around (cx, cy) covers, by 4 x 4 samples. */
export function coverage(
  shape: PointShape,
  radius: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number {
  const centre = Math.hypot(dx + 0.5 - cx, dy + 0.5 - cy);
  if (centre > radius * 1.2533 + 0.71) return 0;
  if (shape === 'disc' && centre < radius - 0.71) return 1;
  let inside = 0;
  for (let j = 0; j < SAMPLES; j++) {
    for (let i = 0; i < SAMPLES; i++) {
      const x = dx + (i + 0.5) / SAMPLES - cx;
      const y = dy + (j + 0.5) / SAMPLES - cy;
      // A diamond of the same area as the disc: half-diagonal r * sqrt(pi / 2).
      const within =
        shape === 'disc' ? x * x + y * y <= radius * radius : Math.abs(x) + Math.abs(y) <= radius * 1.2533;
      if (within) inside++;
    }
  }
  return inside / (SAMPLES * SAMPLES);
}

/**
 * Computes the stamps of the given radii (device pixels) for rows of `stride` pixels.
 * Radii under 0.6 are drawn as 0.6, which still marks a pixel in every phase.
 *
 * @param soft Whether rims are smoothed; without it a pixel is either full or empty, a third of the work.
 */
export function makeStamps(
  shape: PointShape,
  radii: readonly number[],
  stride: number,
  soft = true,
): StampSet {
  const offsets: number[] = [];
  const levels: number[] = [];
  const start: number[] = [];
  const edge: number[] = [];
  let reach = 1;
  for (const wanted of radii) {
    const radius = Math.max(0.6, wanted);
    const span = Math.ceil(radius * 1.26) + 1;
    reach = Math.max(reach, span);
    for (let phase = 0; phase < PHASES * PHASES; phase++) {
      const cx = ((phase % PHASES) + 0.5) / PHASES;
      const cy = (Math.floor(phase / PHASES) + 0.5) / PHASES;
      const partial: [number, number][] = [];
      start.push(offsets.length);
      for (let dy = -span; dy <= span; dy++) {
        for (let dx = -span; dx <= span; dx++) {
          const share = coverage(shape, radius, cx, cy, dx, dy);
          const level = soft ? Math.round(share * COVERAGE) : share >= HARD_SHARE ? COVERAGE : 0;
          if (level === COVERAGE) {
            offsets.push(dy * stride + dx);
            levels.push(COVERAGE);
          } else if (level > 0) {
            partial.push([dy * stride + dx, level]);
          }
        }
      }
      edge.push(offsets.length);
      for (const [offset, level] of partial) {
        offsets.push(offset);
        levels.push(level);
      }
    }
  }
  start.push(offsets.length);
  return {
    offsets: Int32Array.from(offsets),
    levels: Uint8Array.from(levels),
    start: Uint32Array.from(start),
    edge: Uint32Array.from(edge),
    reach,
  };
}
