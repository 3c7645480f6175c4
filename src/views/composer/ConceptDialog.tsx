import { useState } from 'react';
import { ElmError } from '../../core/errors.ts';
import type { TrainedCav } from '../../state/cavStore.ts';
import { useDialogs } from '../dialogs.ts';
import { type ConceptDraft, EMPTY_CONCEPT, useDrafts } from '../drafts.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { percentText, scoreText } from '../parts/format.ts';
import { Notice } from '../parts/Notice.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useStores } from '../stores.ts';
import { ExampleSides } from './ExampleSides.tsx';
import { OwnConcepts } from './OwnConcepts.tsx';

/** Your own concept: a direction from two phrases, or from examples for and against on the map. */
export function ConceptDialog() {
  const { conceptOpen, setConceptOpen } = useDialogs();
  return (
    <Dialog
      title="Your own attribute"
      description="A direction in the space that the vector can then be pushed along."
      initialFocus="input"
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
  const { concept, setConcept: change, set } = useDrafts();
  const setConcept = (changes: Partial<ConceptDraft>) => {
    // What was made before is no news once the next one is begun.
    setTrained(null);
    change(changes);
  };
  const { way, label, towards, from, positives, negatives } = concept;
  const [trained, setTrained] = useState<TrainedCav | null>(null);
  const [error, setError] = useState<ElmError | null>(null);
  const [making, setMaking] = useState(false);

  const name = label.trim();
  const isReady =
    name !== '' && (way === 'phrases' ? towards.trim() !== '' && from.trim() !== '' : positives.length > 0);

  const make = async () => {
    setMaking(true);
    try {
      const space = recipes.getState().recipe?.space ?? 'semantic';
      const { fromPhrases, fromExamples } = cavs.getState();
      const made =
        way === 'phrases'
          ? await fromPhrases(name, towards.trim(), from.trim())
          : fromExamples(name, space, positives, negatives);
      setTrained(made);
      set({ concept: { ...EMPTY_CONCEPT, way } });
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
          onChange={(event) => setConcept({ label: event.target.value })}
        />
      </label>
      <Segmented
        label="Made from"
        value={way}
        onChange={(next) => setConcept({ way: next })}
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
              onChange={(event) => setConcept({ towards: event.target.value })}
            />
          </label>
          <label>
            <span className="soft">Away from</span>
            <input
              className="field"
              value={from}
              placeholder="a film that ends in triumph"
              onChange={(event) => setConcept({ from: event.target.value })}
            />
          </label>
        </div>
      ) : (
        <ExampleSides positives={positives} negatives={negatives} onChange={setConcept} />
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
