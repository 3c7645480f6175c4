import { parseColour, toHex } from '../map/contrast.ts';
import { SANS } from '../map/probeNodes.ts';
import { escapeXml } from '../map/svgNodes.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Looks that come from style sheets; everything else of a figure is an attribute already. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
] as const;
/** What an element has without any style sheet: not worth writing out. */
const PLAIN: Readonly<Record<(typeof LOOKS)[number], string>> = {
  fill: '#000000',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'font-size': '16px',
  'font-weight': '400',
};
const PADDING = 16;
const TITLE_HEIGHT = 30;
const CAPTION_HEIGHT = 28;

/** A figure as a file. */
export interface FigureFile {
  readonly svg: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** What is written on and into a saved figure. */
export interface FigureWords {
  readonly title: string;
  /** For those who hear the picture: its numbers in words. */
  readonly description: string;
  /** Below the figure: of which bundle it is. */
  readonly caption: string;
}

/** A drawn part of a picture, placed at x, y of it. */
export interface FigurePart {
  readonly markup: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The contents of an SVG on the page as markup that needs no style sheet: computed looks become
 * attributes, classes go, and so does what only serves the screen (`data-screen-only`).
 */
export function selfContained(live: SVGSVGElement): string {
  const group = document.createElementNS(SVG, 'g');
  for (const child of live.children) group.append(child.cloneNode(true));
  const [sources, copies] = [live.querySelectorAll('*'), group.querySelectorAll('*')];
  copies.forEach((copy, at) => {
    const source = sources[at];
    if (source && copy.tagName !== 'title' && copy.tagName !== 'g') dress(source, copy);
    copy.removeAttribute('class');
  });
  for (const extra of group.querySelectorAll('[data-screen-only]')) extra.remove();
  return new XMLSerializer().serializeToString(group);
}

function dress(source: Element, copy: Element): void {
  const style = getComputedStyle(source);
  for (const look of LOOKS) {
    if (look.startsWith('font') && copy.tagName !== 'text') continue;
    const value = style.getPropertyValue(look);
    const colour = parseColour(value);
    const written = colour ? toHex(colour) : value;
    if (written !== PLAIN[look]) copy.setAttribute(look, written);
  }
}

/** The page's paper and ink now, as the saved picture has them. */
function pageColours(): { readonly paper: string; readonly ink: string } {
  const style = getComputedStyle(document.documentElement);
  const hex = (value: string, otherwise: string): string => {
    const colour = parseColour(value);
    return colour ? toHex(colour) : otherwise;
  };
  return { paper: hex(style.backgroundColor, '#ffffff'), ink: hex(style.color, '#000000') };
}

/** Parts on one sheet, as a self-contained SVG with its title above, caption below, and words for those who hear it. */
export function sheet(
  parts: readonly FigurePart[],
  width: number,
  height: number,
  words: FigureWords,
): FigureFile {
  const { paper, ink } = pageColours();
  const outer = {
    width: width + 2 * PADDING,
    height: height + 2 * PADDING + TITLE_HEIGHT + CAPTION_HEIGHT,
  };
  const svg = [
    `<svg xmlns="${SVG}" width="${outer.width}" height="${outer.height}" viewBox="0 0 ${outer.width} ${outer.height}" font-family="${escapeXml(SANS)}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(words.title)}</title>`,
    `<desc id="desc">${escapeXml(words.description)}</desc>`,
    `<rect width="${outer.width}" height="${outer.height}" fill="${paper}"/>`,
    `<text x="${PADDING}" y="${PADDING + 14}" fill="${ink}" font-size="15" font-weight="600">${escapeXml(words.title)}</text>`,
    ...parts.map(
      ({ markup, x, y }) =>
        `<g transform="translate(${PADDING + x} ${PADDING + TITLE_HEIGHT + y})">${markup}</g>`,
    ),
    `<text x="${PADDING}" y="${outer.height - PADDING}" fill="${ink}" fill-opacity="0.75" font-size="10">${escapeXml(words.caption)}</text>`,
    '</svg>',
  ].join('\n');
  return { svg, ...outer };
}

/** One SVG of the page, by its view box, as a file. */
export function figureFile(live: SVGSVGElement, words: FigureWords): FigureFile {
  const { width, height } = live.viewBox.baseVal;
  return sheet([{ markup: selfContained(live), x: 0, y: 0 }], width, height, words);
}
