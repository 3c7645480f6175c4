/** A text that wants a place on the map. */
export interface LabelCandidate {
  readonly id: string;
  readonly text: string;
  /** Anchor in screen pixels. */
  readonly x: number;
  readonly y: number;
  /** Font size in pixels. */
  readonly size: number;
  /** Whether the text is centred on its anchor or starts `gap` pixels right of it. */
  readonly align: 'centre' | 'right';
  readonly gap: number;
}

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Width in pixels of a text at a font size. */
export type MeasureText = (text: string, size: number) => number;

/** Free space kept around each label, in pixels. */
export const LABEL_PADDING = 6;

/** The box a label covers, without padding. */
export function labelBox(label: LabelCandidate, measure: MeasureText): Box {
  const width = measure(label.text, label.size);
  const x0 = label.align === 'centre' ? label.x - width / 2 : label.x + label.gap;
  return { x0, y0: label.y - label.size * 0.6, x1: x0 + width, y1: label.y + label.size * 0.6 };
}

/** Whether two boxes come closer than `padding` pixels. */
export function overlaps(a: Box, b: Box, padding: number): boolean {
  return a.x0 < b.x1 + padding && b.x0 < a.x1 + padding && a.y0 < b.y1 + padding && b.y0 < a.y1 + padding;
}

/**
 * Keeps the labels that fit, first come first served: candidates are in order of importance, a label
 * that would come within LABEL_PADDING of a kept one (or of an `occupied` box) is dropped.
 * Depends on relative positions alone, so the result does not change while the map is panned.
 */
export function placeLabels<T extends LabelCandidate>(
  candidates: readonly T[],
  measure: MeasureText,
  limit: number,
  occupied: readonly Box[] = [],
): { readonly kept: readonly T[]; readonly boxes: readonly Box[] } {
  const kept: T[] = [];
  const boxes: Box[] = [];
  for (const candidate of candidates) {
    if (kept.length >= limit) break;
    const box = labelBox(candidate, measure);
    if ([...occupied, ...boxes].some((other) => overlaps(box, other, LABEL_PADDING))) continue;
    kept.push(candidate);
    boxes.push(box);
  }
  return { kept, boxes };
}
