import { Popover as Radix } from 'radix-ui';
import { useState } from 'react';
import { type SweepAxis, sweepValues } from '../../core/sweeps.ts';
import { SweepSteps } from '../notebook/SweepSteps.tsx';
import { Button } from '../parts/Button.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Popover } from '../parts/Popover.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useCavs, useNarration, useRecipe, useStores, useSweep } from '../stores.ts';

const PLACES = ['5', '7', '9', '11'] as const;
const PUSH_REACH_SD = 2;

/** One task narrated along alpha or a push, as a curve with its texts (figure 4, live). */
export function SweepPanel() {
  const { sweeps, narration } = useStores();
  const sweep = useSweep((state) => state.sweep);
  const status = useSweep((state) => state.status);
  const error = useSweep((state) => state.error);
  const hasRecipe = useRecipe((state) => state.recipe !== null);
  if (!hasRecipe) return null;
  return (
    <section className="zone sweep" aria-label="Sweep">
      <div className="sweep-head">
        <h2 className="minor-heading">Along the way</h2>
        {status === 'idle' ? <SweepChoice /> : <Button onClick={() => sweeps.getState().stop()}>Stop</Button>}
        {sweep && status === 'idle' && (
          <Button look="quiet" onClick={() => sweeps.getState().close()}>
            Close
          </Button>
        )}
      </div>
      {error && error.code !== 'aborted' && <Notice message={error.message} hint={error.hint} />}
      {sweep && (
        <SweepSteps
          axis={sweep.axis}
          label={sweep.label}
          title={`Consistency along ${sweep.label}`}
          steps={sweep.points}
          onOpen={(run) => narration.getState().show(run)}
        />
      )}
    </section>
  );
}

/** What to sweep, and at how many places. */
function SweepChoice() {
  const { sweeps } = useStores();
  const recipe = useRecipe((state) => state.recipe);
  const cavs = useCavs((state) => state.all);
  const isReady = useNarration((state) => state.taskId !== '');
  const [places, setPlaces] = useState<(typeof PLACES)[number]>('7');
  if (!recipe) return null;
  const sweep = (axis: SweepAxis, from: number, to: number) =>
    void sweeps.getState().run(axis, sweepValues(from, to, Number(places)));
  return (
    <Popover label="Sweep" trigger={<Button look="quiet">Sweep…</Button>}>
      <div className="sweep-choice">
        <p className="soft">Narrates the task at several places in one go and draws its consistency.</p>
        <Segmented
          label="Places"
          value={places}
          options={PLACES.map((value) => ({ value, label: value }))}
          onChange={setPlaces}
        />
        <Radix.Close asChild>
          <Button
            disabled={!isReady || recipe.blend === null}
            onClick={() => sweep({ by: 'alpha' }, 0, 1)}
            title={recipe.blend === null ? 'Pick a second entity to blend with.' : undefined}
          >
            From one end to the other
          </Button>
        </Radix.Close>
        {recipe.pushes.map((push) => (
          <Radix.Close key={push.cav} asChild>
            <Button
              disabled={!isReady}
              onClick={() => sweep({ by: 'push', cav: push.cav }, -PUSH_REACH_SD, PUSH_REACH_SD)}
            >
              Along {cavs.find((cav) => cav.id === push.cav)?.label ?? push.cav}
            </Button>
          </Radix.Close>
        ))}
        {recipe.blend === null && recipe.pushes.length === 0 && (
          <p className="soft">Blend with a second entity or add an attribute: those are what can be swept.</p>
        )}
      </div>
    </Popover>
  );
}
