interface MarkedProps {
  readonly text: string;
  /** Stretches to mark as [from, to) pairs in order. */
  readonly marks: readonly (readonly [number, number])[];
}

/** Text with the matched characters marked. */
export function Marked({ text, marks }: MarkedProps) {
  let at = 0;
  const parts = marks.map(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return (
      <span key={from}>
        {before}
        <mark>{text.slice(from, to)}</mark>
      </span>
    );
  });
  return (
    <span className="marked">
      {parts}
      {text.slice(at)}
    </span>
  );
}
