import type { RegionLabel } from '../../core/regionLabels.ts';
import type { LegendEntry } from './colouring.ts';
import type { PointRef } from './hit.ts';
import type { PointLayer, PointStyle } from './points.ts';
import type { ProbeScene } from './probeNodes.ts';

/** What a card or a list says about a point. */
export interface PointDetails {
  readonly title: string;
  /** Year and genres, or what a user loves. */
  readonly lines: readonly string[];
  /** "★ 3.9 · 1,204 ratings". */
  readonly rating: string;
  readonly tags: readonly string[];
  /** Marks such as "held out of training". */
  readonly note: string | null;
}

/** Everything that the map draws, apart from the view; plain data, independent of any store. */
export interface MapModel {
  readonly layers: readonly PointLayer[];
  /** One look per layer; `colour` holds positions in `entries`. */
  readonly styles: readonly PointStyle[];
  readonly entries: readonly LegendEntry[];
  readonly regions: readonly RegionLabel[];
  /** Points by importance, the ones whose titles are written first. */
  readonly important: readonly PointRef[];
  readonly probe: ProbeScene | null;
  /** A point that something else on the page points at. */
  readonly highlighted: PointRef | null;
  readonly describe: (point: PointRef) => PointDetails;
}

/** An end of the recipe that a pick fills. */
export type PickEnd = 'a' | 'b';

/** What the map reports. */
export interface MapHandlers {
  readonly onPick: (point: PointRef, end: PickEnd) => void;
  /** `add` keeps what is selected already. */
  readonly onSelect: (points: readonly PointRef[], how: 'replace' | 'add') => void;
  readonly onToggle: (point: PointRef) => void;
  readonly onHover: (point: PointRef | null) => void;
  readonly onClear: () => void;
}

/** Whether two references are to the same point. */
export function samePoint(a: PointRef | null, b: PointRef | null): boolean {
  return a === b || (a !== null && b !== null && a.layer === b.layer && a.row === b.row);
}
