import { useState } from 'react';
import { ElmError } from '../../core/errors.ts';
import type { TrainedCav } from '../../state/cavStore.ts';
import { useDialogs } from '../dialogs.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { percentText, scoreText } from '../parts/format.ts';
import { Notice } from '../parts/Notice.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useStores } from '../stores.ts';
import { ExampleSides, type Sides } from './ExampleSides.tsx';
import { OwnConcepts } from './OwnConcepts.tsx';

type Way = 'phrases' | 'examples';

/** Your own concept: a direction from two phrases, or from examples for and against on the map. */
export function ConceptDialog() {
  const { conceptOpen, setConceptOpen } = useDialogs();
  return (
    <Dialog
      title="Your own attribute"
      description="A direction in the space that the vector can then be pushed along."
      open={conceptOpen}
      onOpenChange={setConceptOpen}
    >
      <ConceptForm />
      <OwnConcepts />
    </Dialog>
  );
}

function ConceptForm() {
  const { cavs, recipes } = useStores();
  const [way, setWay] = useState<Way>('phrases');
  const [label, setLabel] = useState('');
  const [towards, setTowards] = useState('');
  const [from, setFrom] = useState('');
  const [sides, setSides] = useState<Sides>({ positives: [], negatives: [] });
  const [trained, setTrained] = useState<TrainedCav | null>(null);
  const [error, setError] = useState<ElmError | null>(null);
  const [making, setMaking] = useState(false);

  const name = label.trim();
  const isReady =
    name !== '' &&
    (way === 'phrases' ? towards.trim() !== '' && from.trim() !== '' : sides.positives.length > 0);

  const make = async () => {
    setMaking(true);
    try {
      const space = recipes.getState().recipe?.space ?? 'semantic';
      const { fromPhrases, fromExamples } = cavs.getState();
      const made =
        way === 'phrases'
          ? await fromPhrases(name, towards.trim(), from.trim())
          : fromExamples(name, space, sides.positives, sides.negatives);
      setTrained(made);
      setError(null);
      const { recipe, setPush } = recipes.getState();
      if (recipe?.space === made.cav.space) setPush(made.cav.id, 0);
    } catch (thrown) {
      setTrained(null);
      setError(ElmError.from(thrown));
    } finally {
      setMaking(false);
    }
  };

  return (
    <form
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <label>
        <span className="soft">Name</span>
        <input
          className="field"
          value={label}
          maxLength={60}
          placeholder="bittersweet"
          onChange={(event) => setLabel(event.target.value)}
        />
      </label>
      <Segmented
        label="Made from"
        value={way}
        onChange={setWay}
        options={[
          { value: 'phrases', label: 'Two phrases' },
          { value: 'examples', label: 'Examples' },
        ]}
      />
      {way === 'phrases' ? (
        <div className="phrases">
          <label>
            <span className="soft">Towards</span>
            <input
              className="field"
              value={towards}
              placeholder="a film that ends in quiet sorrow and hope"
              onChange={(event) => setTowards(event.target.value)}
            />
          </label>
          <label>
            <span className="soft">Away from</span>
            <input
              className="field"
              value={from}
              placeholder="a film that ends in triumph"
              onChange={(event) => setFrom(event.target.value)}
            />
          </label>
        </div>
      ) : (
        <ExampleSides sides={sides} onChange={setSides} />
      )}
      {error && <Notice message={error.message} hint={error.hint} />}
      {trained && <Trained trained={trained} />}
      <div className="form-end">
        <Button type="submit" look="primary" disabled={!isReady || making}>
          {making ? 'Making it…' : 'Make the attribute'}
        </Button>
      </div>
    </form>
  );
}

function Trained({ trained }: { readonly trained: TrainedCav }) {
  const { accuracy, auc, label } = trained.cav;
  const quality =
    accuracy === null || auc === null
      ? []
      : [`Cross-validated accuracy ${percentText(accuracy)}, AUC ${scoreText(auc)}.`];
  return (
    <Notice
      tone="plain"
      message={`“${label}” is among the attributes now.`}
      hint={[...quality, ...trained.warnings].join(' ')}
    />
  );
}
