import { SANS } from './probeNodes.ts';

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;
const REFERENCE = 100;

/** Width in pixels of a text in the map's typeface at a font size; measured once per text. */
export function measureText(text: string, size: number): number {
  let width = widths.get(text);
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d');
    if (!context) return text.length * size * 0.55;
    context.font = `600 ${REFERENCE}px ${SANS}`;
    width = context.measureText(text).width / REFERENCE;
    widths.set(text, width);
  }
  return width * size;
}
