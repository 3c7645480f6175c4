import { useState } from 'react';
import { ElmError } from '../../core/errors.ts';
import { parseVectorFile, parseVectorText, type ReadVector } from '../../core/vectorFiles.ts';
import { checkedVector } from '../../core/vectors.ts';
import { useDrafts } from '../drafts.ts';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';

interface VectorFormProps {
  /** How many numbers a vector may have: the sizes of the spaces that it may belong to, the likeliest first. */
  readonly dimensions: readonly number[];
  readonly onSubmit: (vector: ReadVector) => void;
}

/** A vector from outside: pasted, dropped or chosen (JSON, CSV, NPY). */
export function VectorForm({ dimensions, onSubmit }: VectorFormProps) {
  const { vectorText: text, set } = useDrafts();
  const [error, setError] = useState<ElmError | null>(null);

  const accept = (read: () => ReadVector) => {
    try {
      const vector = read();
      const fitting = dimensions.find((dimension) => dimension === vector.values.length);
      checkedVector(vector.values, fitting ?? dimensions[0] ?? 0, vector.label);
      setError(null);
      onSubmit(vector);
    } catch (thrown) {
      setError(ElmError.from(thrown));
    }
  };
  const acceptFile = async (file: File | undefined) => {
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    accept(() => parseVectorFile(file.name, bytes));
  };

  return (
    <form
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        accept(() => parseVectorText(text, 'Pasted vector'));
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void acceptFile(event.dataTransfer.files[0]);
      }}
    >
      <label>
        <span className="soft">
          {dimensions.join(' or ')} numbers as JSON or CSV. Or drop a file here (JSON, CSV, NPY).
        </span>
        <textarea
          className="field vector-text"
          rows={5}
          spellCheck={false}
          value={text}
          onChange={(event) => set({ vectorText: event.target.value })}
          placeholder="[0.012, -0.034, …]"
        />
      </label>
      {error && <Notice message={error.message} hint={error.hint} />}
      <div className="form-end">
        <label className="button button-plain file-button">
          Choose a file…
          <input
            type="file"
            className="visually-hidden"
            accept=".json,.csv,.tsv,.txt,.npy"
            onChange={(event) => void acceptFile(event.target.files?.[0])}
          />
        </label>
        <Button type="submit" look="primary" disabled={text.trim() === ''}>
          Use this vector
        </Button>
      </div>
    </form>
  );
}
