import type { LegendEntry } from './colouring.ts';
import { parseColour, toHex } from './contrast.ts';
import { crowdFactor, drawOrder, type PointLayer, type PointStyle, radiusAt } from './points.ts';
import { type OverlayColours, SANS } from './probeNodes.ts';
import { mix, type Rgb } from './raster.ts';
import { escapeXml, nodeString, round, type SvgNode } from './svgNodes.ts';
import { type MapScreen, toScreen } from './view.ts';

/** What a picture of the map is made of. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly screen: MapScreen;
  readonly layers: readonly PointLayer[];
  readonly styles: readonly PointStyle[];
  readonly overlay: readonly SvgNode[];
  readonly legend: { readonly title: string; readonly entries: readonly LegendEntry[] };
  /** Below the legend's column: what the picture shows, and of which bundle. */
  readonly caption: string;
  readonly colours: OverlayColours;
  /** PNG data URL of the points, used in place of circles. */
  readonly raster: string | null;
}

/** More circles than this make files that drawing programs open slowly; use a raster beyond it. */
export const MOST_CIRCLES = 40_000;
const DIMMED_STRENGTH = 0.16;
const LEGEND_LINE = 19;

function shapeString(shape: PointLayer['shape'], x: number, y: number, r: number): string {
  if (shape === 'disc') return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}"/>`;
  const half = round(r * 1.2533);
  return `<path d="M${round(x)} ${round(y)}m0-${half}l${half} ${half}l-${half} ${half}l-${half}-${half}z"/>`;
}

/** The points in sight as shapes, grouped by pass and colour in drawing order. */
function pointStrings(picture: Picture): string[] {
  const { layers, styles, screen, legend, colours } = picture;
  const paper: Rgb = parseColour(colours.paper) ?? [255, 255, 255];
  const groups = new Map<string, string[]>();
  const add = (order: number, attributes: string, shape: string): void => {
    const key = `${order}|${attributes}`;
    const group = groups.get(key);
    if (group) group.push(shape);
    else groups.set(key, [shape]);
  };
  const crowd = crowdFactor(
    styles.reduce((sum, style) => sum + drawOrder(style).rows.length, 0),
    picture.width * picture.height,
  );
  layers.forEach((layer, index) => {
    const style = styles[index];
    if (!style) return;
    const { rows, dimmedEnd, plainEnd } = drawOrder(style);
    rows.forEach((row, position) => {
      const { x, y } = toScreen(screen, layer.x[row] as number, layer.y[row] as number);
      const r = radiusAt(style.size[row] as number, screen.k, crowd);
      if (!(x > -r && y > -r && x < picture.width + r && y < picture.height + r)) return;
      const hex = legend.entries[style.colour[row] as number]?.colour ?? colours.soft;
      const pass = position < dimmedEnd ? 0 : position < plainEnd ? 1 : 2;
      const fill = pass === 0 ? toHex(mix(parseColour(hex) ?? paper, paper, DIMMED_STRENGTH)) : hex;
      const ring = pass === 2 ? ` stroke="${colours.ink}" stroke-width="1.5" paint-order="stroke"` : '';
      add(pass, `fill="${fill}"${ring}`, shapeString(layer.shape, x, y, r));
    });
  });
  return [...groups]
    .sort(([a], [b]) => Number(a.split('|')[0]) - Number(b.split('|')[0]))
    .map(([key, shapes]) => `<g ${key.slice(key.indexOf('|') + 1)}>${shapes.join('')}</g>`);
}

function legendStrings(picture: Picture): string[] {
  const { legend, colours, caption, height } = picture;
  const entries = legend.entries.filter((entry) => entry.count > 0);
  const top = height - 40 - entries.length * LEGEND_LINE;
  const text = (x: number, y: number, content: string, fill: string, weight = 400): string =>
    `<text x="${x}" y="${round(y)}" fill="${fill}" font-size="12" font-weight="${weight}" dominant-baseline="central">${escapeXml(content)}</text>`;
  return [
    text(20, top - 20, legend.title, colours.ink, 600),
    ...entries.flatMap((entry, index) => {
      const y = top + index * LEGEND_LINE;
      return [
        `<circle cx="25" cy="${round(y)}" r="5" fill="${entry.colour}"/>`,
        text(36, y, entry.label, colours.soft),
      ];
    }),
    text(20, height - 18, caption, colours.soft),
  ];
}

/** Number of points that a picture would draw as shapes. */
export function shapesInSight(
  picture: Pick<Picture, 'layers' | 'styles' | 'screen' | 'width' | 'height'>,
): number {
  let count = 0;
  picture.layers.forEach((layer, index) => {
    const style = picture.styles[index];
    if (!style) return;
    for (const row of drawOrder(style).rows) {
      const { x, y } = toScreen(picture.screen, layer.x[row] as number, layer.y[row] as number);
      if (x > 0 && y > 0 && x < picture.width && y < picture.height) count++;
    }
  });
  return count;
}

/** The picture as a self-contained SVG document: shapes (or one raster), labels, probe, legend, caption. */
export function pictureSvg(picture: Picture): string {
  const { width, height, colours } = picture;
  const points =
    picture.raster === null
      ? pointStrings(picture)
      : [`<image width="${width}" height="${height}" href="${escapeXml(picture.raster)}"/>`];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(SANS)}">`,
    `<title>${escapeXml(picture.caption)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    ...points,
    ...picture.overlay.map(nodeString),
    ...legendStrings(picture),
    '</svg>',
  ].join('\n');
}
