import { useState } from 'react';
import { sweepValues } from '../../core/sweeps.ts';
import { type Curve, CurveFigure } from '../evaluation/CurveFigure.tsx';
import { Button } from '../parts/Button.tsx';
import { percentText, scoreText, sdText } from '../parts/format.ts';
import { Menu } from '../parts/Menu.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Slider } from '../parts/Slider.tsx';
import { useCavs, useRecipe, useStores, useSweep } from '../stores.ts';

const STEPS = 7;
const PUSH_REACH_SD = 2;

/** One task narrated along alpha or a push, as a curve with its texts (figure 4, live). */
export function SweepPanel() {
  const { sweeps } = useStores();
  const sweep = useSweep((state) => state.sweep);
  const status = useSweep((state) => state.status);
  const error = useSweep((state) => state.error);
  const hasRecipe = useRecipe((state) => state.recipe !== null);
  if (!hasRecipe) return null;
  return (
    <section className="zone sweep" aria-label="Sweep">
      <div className="sweep-head">
        <h2 className="minor-heading">Along the way</h2>
        {status === 'idle' ? <SweepMenu /> : <Button onClick={() => sweeps.getState().stop()}>Stop</Button>}
        {sweep && status === 'idle' && (
          <Button look="quiet" onClick={() => sweeps.getState().close()}>
            Close
          </Button>
        )}
      </div>
      {error && error.code !== 'aborted' && <Notice message={error.message} hint={error.hint} />}
      {sweep && <SweepFigure />}
    </section>
  );
}

function SweepMenu() {
  const { sweeps } = useStores();
  const recipe = useRecipe((state) => state.recipe);
  const cavs = useCavs((state) => state.all);
  if (!recipe) return null;
  const hasBlend = recipe.blend !== null;
  return (
    <Menu
      heading={`Narrates the task at ${STEPS} places at once`}
      trigger={<Button look="quiet">Sweep…</Button>}
      actions={[
        {
          label: 'From one end to the other',
          disabled: !hasBlend,
          onSelect: () => void sweeps.getState().run({ by: 'alpha' }, sweepValues(0, 1, STEPS)),
        },
        ...recipe.pushes.map((push) => ({
          label: `Along ${cavs.find((cav) => cav.id === push.cav)?.label ?? push.cav}`,
          onSelect: () =>
            void sweeps
              .getState()
              .run({ by: 'push', cav: push.cav }, sweepValues(-PUSH_REACH_SD, PUSH_REACH_SD, STEPS)),
        })),
      ]}
    />
  );
}

function SweepFigure() {
  const { narration } = useStores();
  const sweep = useSweep((state) => state.sweep);
  const [at, setAt] = useState(0);
  if (!sweep) return null;
  const { points, axis, label } = sweep;
  const index = Math.min(at, points.length - 1);
  const point = points[index];
  const format = axis.by === 'alpha' ? percentText : sdText;
  const measured = points.flatMap(({ value, run }) => {
    const y = run?.scores.sc ?? run?.scores.bcSpearman ?? null;
    return y === null ? [] : [{ x: value, y }];
  });
  const curves: Curve[] = [{ label: 'This model', look: 'own', points: measured }];
  if (!point) return null;
  return (
    <>
      {measured.length > 1 && (
        <CurveFigure title={`Consistency along ${label}`} xLabel={label} yLabel="SC" curves={curves} />
      )}
      <Slider
        label={`Step along ${label}`}
        value={index}
        min={0}
        max={points.length - 1}
        step={1}
        format={(value) => format(points[value]?.value ?? 0)}
        onChange={setAt}
      />
      <p className="sweep-value number">
        {label} {format(point.value)}
        {point.run?.scores.sc != null && ` · SC ${scoreText(point.run.scores.sc)}`}
      </p>
      <p className="sweep-text">{point.text === '' ? 'Not written yet.' : point.text}</p>
      {point.run && (
        <Button look="quiet" onClick={() => point.run && narration.getState().show(point.run)}>
          Go there
        </Button>
      )}
    </>
  );
}
