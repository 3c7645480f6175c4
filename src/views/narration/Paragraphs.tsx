import { paragraphsOf } from './paragraphs.ts';

interface ParagraphsProps {
  readonly text: string;
  /** A caret stands at the end. */
  readonly streaming: boolean;
}

/** A narration as paragraphs and list items. */
export function Paragraphs({ text, streaming }: ParagraphsProps) {
  return paragraphsOf(text).map((paragraph, at, all) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a stream only ever grows at its end
    <p key={at} className={paragraph.bullet ? 'bullet' : ''}>
      {paragraph.text}
      {streaming && at === all.length - 1 && <span className="caret" aria-hidden="true" />}
    </p>
  ));
}
