import type { RegionLabel } from '../../core/regionLabels.ts';
import { type Box, type LabelCandidate, labelBox, type MeasureText, placeLabels } from './labels.ts';
import { haloText, type OverlayColours, SERIF } from './probeNodes.ts';
import type { SvgNode } from './svgNodes.ts';
import { type MapScreen, toScreen } from './view.ts';

/** A point whose title may be written beside it, most important first in a list. */
export interface TitledPlace {
  readonly id: string;
  readonly title: string;
  readonly x: number;
  readonly y: number;
}

/** Zoom from which single points carry their titles. */
export const TITLES_FROM = 5;
/** Most labels on a screen of 1000 x 700 pixels. */
const REGION_DENSITY = 16 / 700_000;
const TITLE_DENSITY = 34 / 700_000;
const LONGEST_TITLE = 34;
/** The same name is not given twice within this many pixels. */
const SAME_NAME_APART = 520;

/** The level of regions that suits a zoom: each doubling goes one level deeper. */
export function regionLevel(k: number): number {
  return Math.max(0, Math.floor(Math.log2(k) + 1.5));
}

/** Shortens a title at a word's end. */
export function shorten(title: string, longest = LONGEST_TITLE): string {
  if (title.length <= longest) return title;
  const space = title.lastIndexOf(' ', longest - 1);
  return `${title.slice(0, space > longest / 2 ? space : longest - 1)}…`;
}

function regionCandidates(regions: readonly RegionLabel[], screen: MapScreen): LabelCandidate[] {
  const deepest = regions.reduce((most, region) => Math.max(most, region.level), 0);
  const level = Math.min(deepest, regionLevel(screen.k));
  const sorted = regions
    .filter((region) => region.level === level || region.level === level - 1)
    .sort((a, b) => a.level - b.level || b.weight - a.weight);
  const apart = SAME_NAME_APART / screen.scaleX;
  return sorted
    .filter(
      ({ text, x, y }, index) =>
        !sorted
          .slice(0, index)
          .some((other) => other.text === text && Math.hypot(other.x - x, other.y - y) < apart),
    )
    .map((region) => ({
      id: `region-${region.level}-${region.text}-${region.x.toFixed(3)}`,
      text: region.text,
      ...toScreen(screen, region.x, region.y),
      size: region.level < level ? 19 : 15,
      align: 'centre' as const,
      gap: 0,
    }));
}

/** Keeps what touches the screen. */
function inSight(boxes: readonly Box[], width: number, height: number): (index: number) => boolean {
  return (index) => {
    const box = boxes[index] as Box;
    return box.x1 > 0 && box.x0 < width && box.y1 > 0 && box.y0 < height;
  };
}

/**
 * Names of regions, and from TITLES_FROM on the titles of the most important points in sight: few, without
 * overlap, and the same ones while the map is panned.
 *
 * @param titled Points in or near sight, most important first.
 * @param occupied Boxes in screen pixels that must stay free (the probe's names).
 */
export function labelNodes(
  regions: readonly RegionLabel[],
  titled: readonly TitledPlace[],
  screen: MapScreen,
  size: { readonly width: number; readonly height: number },
  measure: MeasureText,
  colours: OverlayColours,
  occupied: readonly Box[] = [],
): SvgNode[] {
  const { width, height } = size;
  const area = width * height;
  const titles: LabelCandidate[] =
    screen.k < TITLES_FROM
      ? []
      : titled.map((place) => ({
          id: place.id,
          text: shorten(place.title),
          ...toScreen(screen, place.x, place.y),
          size: 11.5,
          align: 'right',
          gap: 8,
        }));
  const near = (label: LabelCandidate): boolean => {
    const box = labelBox(label, measure);
    return box.x1 > -width && box.x0 < 2 * width && box.y1 > -height && box.y0 < 2 * height;
  };
  const regionPlaces = placeLabels(
    regionCandidates(regions, screen).filter(near),
    measure,
    Math.ceil(area * REGION_DENSITY * 4),
    occupied,
  );
  const titlePlaces = placeLabels(titles, measure, Math.ceil(area * TITLE_DENSITY), [
    ...occupied,
    ...regionPlaces.boxes,
  ]);
  const shownRegions = regionPlaces.kept.filter((_, index) =>
    inSight(regionPlaces.boxes, width, height)(index),
  );
  const shownTitles = titlePlaces.kept.filter((_, index) => inSight(titlePlaces.boxes, width, height)(index));
  return [
    ...shownTitles.map(
      (label): SvgNode => ({
        tag: 'text',
        key: label.id,
        className: 'map-fade',
        attributes: haloText(label.x + label.gap, label.y, label.size, colours.ink, colours.paper),
        text: label.text,
      }),
    ),
    ...shownRegions.map(
      (label): SvgNode => ({
        tag: 'text',
        key: label.id,
        className: 'map-fade',
        attributes: {
          ...haloText(label.x, label.y, label.size, colours.ink, colours.paper),
          'text-anchor': 'middle',
          'font-family': SERIF,
          'font-style': 'italic',
          'font-weight': 600,
        },
        text: label.text,
      }),
    ),
  ];
}
