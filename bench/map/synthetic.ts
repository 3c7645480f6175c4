import { seededRandom } from '../../src/core/random.ts';

/** Points of a synthetic space: clusters of different sizes, as a projection of embeddings has them. */
export interface SyntheticPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Cluster 0..COLOURS - 1 of each point. */
  readonly group: Uint8Array;
}

export const COLOURS = [
  '#057057',
  '#9b1602',
  '#135624',
  '#0897d5',
  '#b47746',
  '#6e1380',
  '#c1356a',
  '#7d6808',
];

/** `count` points in -1..1, the same ones for the same count. */
export function syntheticPoints(count: number): SyntheticPoints {
  const random = seededRandom(20_260_101);
  const centres = Array.from({ length: 40 }, () => ({
    x: random() * 1.6 - 0.8,
    y: random() * 1.6 - 0.8,
    spread: 0.02 + 0.08 * random(),
  }));
  const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  const group = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const index = Math.floor(random() * centres.length);
    const centre = centres[index] as (typeof centres)[number];
    x[i] = Math.max(-1, Math.min(1, centre.x + gaussian() * centre.spread));
    y[i] = Math.max(-1, Math.min(1, centre.y + gaussian() * centre.spread));
    group[i] = index % COLOURS.length;
  }
  return { x, y, group };
}
