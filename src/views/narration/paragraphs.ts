/** A paragraph of a narration; list items lose their mark and are set as such. */
export interface Paragraph {
  readonly text: string;
  readonly bullet: boolean;
}

/** The lines of a narration as paragraphs; "- ", "* ", "• " and "1. " begin list items. */
export function paragraphsOf(text: string): Paragraph[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const item = /^\s*(?:[-*•]|\d+[.)])\s+(.*)$/.exec(line);
    return item ? { text: item[1] ?? '', bullet: true } : { text: line.trim(), bullet: false };
  });
}
