import { type FigureFile, type FigurePart, selfContained, sheet } from '../figures/figureSvg.ts';
import { escapeXml } from '../map/svgNodes.ts';

const LABEL_WIDTH = 170;
const STRIP_WIDTH = 272;
const LINE = 21;

interface StripWords {
  readonly title: string;
  readonly caption: string;
  /** Whether floors and ceilings are drawn. */
  readonly shown: boolean;
}

/** The strips of a table with the names of their rows, as one picture. */
export function stripPicture(table: HTMLTableElement, words: StripWords): FigureFile {
  const ink = getComputedStyle(table).color;
  const text = (content: string, x: number, weight: number, anchor = 'start'): string =>
    `<text x="${x}" y="14" fill="${escapeXml(ink)}" font-size="12" font-weight="${weight}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
  const parts: FigurePart[] = [];
  const spoken: string[] = [];
  let line = 0;
  const lineUp = (markup: string, x: number): void => {
    parts.push({ markup, x, y: line * LINE });
  };
  for (const row of table.rows) {
    const strip = row.querySelector<SVGSVGElement>('svg.strip');
    const isHead = row.parentElement?.tagName === 'THEAD';
    const name = isHead ? '' : (row.cells[0]?.textContent ?? '');
    if (name !== '') lineUp(text(name, 0, strip ? 400 : 600), 0);
    if (strip) {
      lineUp(selfContained(strip), LABEL_WIDTH + 6);
      if (!isHead)
        lineUp(text(row.cells[2]?.textContent ?? '', 0, 600, 'end'), LABEL_WIDTH + STRIP_WIDTH + 36);
      const label = strip.getAttribute('aria-label');
      if (label) spoken.push(label);
    }
    line += 1;
  }
  const legend = [
    'Filled circle: this model; small dot: nearest movie’s text; diamond: paper',
    ...(words.shown ? ['thick line: from floor to ceiling'] : []),
  ].join('; ');
  return sheet(parts, LABEL_WIDTH + STRIP_WIDTH + 44, line * LINE, {
    title: words.title,
    description: spoken.join('. '),
    caption: `${legend}. ${words.caption}`,
  });
}
