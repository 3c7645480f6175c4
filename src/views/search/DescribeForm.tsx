import { useDrafts } from '../drafts.ts';
import { Button } from '../parts/Button.tsx';

interface DescribeFormProps {
  /** False while the sentence encoder loads: the text is then placed as soon as it is there. */
  readonly encoderReady: boolean;
  readonly onSubmit: (text: string) => void;
}

/** Your own entity: a plot or a description that the page embeds itself. */
export function DescribeForm({ encoderReady, onSubmit }: DescribeFormProps) {
  const { description: text, set } = useDrafts();
  const trimmed = text.trim();
  return (
    <form
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed !== '') onSubmit(trimmed);
      }}
    >
      <label>
        <span className="soft">A film in a few sentences: what happens, to whom, in which mood.</span>
        <textarea
          className="field"
          rows={5}
          maxLength={4000}
          value={text}
          onChange={(event) => set({ description: event.target.value })}
          placeholder="A retired lighthouse keeper finds that the light has been answering someone."
        />
      </label>
      <div className="form-end">
        {!encoderReady && (
          <span className="soft">The encoder is still loading; the text is placed after.</span>
        )}
        <Button type="submit" look="primary" disabled={trimmed === ''}>
          Use this description
        </Button>
      </div>
    </form>
  );
}
