import { useState } from 'react';
import type { SweepAxis } from '../../core/sweeps.ts';
import type { Run } from '../../core/types.ts';
import { type Curve, CurveFigure, type CurvePoint } from '../figures/CurveFigure.tsx';
import { Button } from '../parts/Button.tsx';
import { scoreText, sdText } from '../parts/format.ts';
import { Slider } from '../parts/Slider.tsx';

/** One step on show: its text so far, and its record once it is written and scored. */
export interface ShownStep {
  readonly value: number;
  readonly text: string;
  readonly run: Run | null;
}

interface SweepStepsProps {
  readonly axis: SweepAxis;
  /** "alpha" or the concept's name. */
  readonly label: string;
  /** Of the figure and its files. */
  readonly title: string;
  readonly steps: readonly ShownStep[];
  /** Puts the page into the state of a step. */
  readonly onOpen: (run: Run) => void;
}

/** A sweep as a curve (the paper's figure 4) with the text of the step under the cursor. */
export function SweepSteps({ axis, label, title, steps, onOpen }: SweepStepsProps) {
  const [at, setAt] = useState(0);
  const index = Math.min(at, steps.length - 1);
  const step = steps[index];
  if (!step) return null;
  // The same numbers as on the axis of the curve.
  const format = axis.by === 'alpha' ? scoreText : sdText;
  const isUser = steps.some(({ run }) => run?.scores.sc == null && run?.scores.bcSpearman != null);
  const scoreOf = (run: Run | null): number | null => run?.scores[isUser ? 'bcSpearman' : 'sc'] ?? null;
  const along = (scoreAt: (run: Run | null) => number | null): CurvePoint[] =>
    steps.flatMap(({ value, run }) => {
      const y = scoreAt(run);
      return y === null ? [] : [{ x: value, y }];
    });
  const measured = along(scoreOf);
  const floor = isUser ? [] : along((run) => run?.scores.scFloor ?? null);
  const name = isUser ? 'BC' : 'SC';
  const score = scoreOf(step.run);
  const curves: Curve[] = [
    { label: 'This model', look: 'own', points: measured },
    // What a text about another vector gets: without it a height says little.
    ...(floor.length > 1 ? [{ label: 'Floor', look: 'other', points: floor } as const] : []),
  ];
  return (
    <div className="sweep-steps">
      {measured.length > 1 && (
        <CurveFigure
          title={title}
          xLabel={axis.by === 'alpha' ? label : `${label}, standard deviations`}
          yLabel={name}
          curves={curves}
          cursor={{ x: step.value, onMove: (x) => setAt(steps.findIndex(({ value }) => value === x)) }}
        />
      )}
      <div>
        <Slider
          label={`Step along ${label}`}
          value={index}
          min={0}
          max={steps.length - 1}
          step={1}
          format={(value) => format(steps[value]?.value ?? 0)}
          onChange={setAt}
        />
        <p className="sweep-value number">
          {label} {format(step.value)}
          {score !== null && ` · ${name} ${scoreText(score)}`}
        </p>
        <p className="sweep-text">{step.text === '' ? 'Not written yet.' : step.text}</p>
        {step.run && (
          <Button look="quiet" className="sweep-open" onClick={() => step.run && onOpen(step.run)}>
            Go there
          </Button>
        )}
      </div>
    </div>
  );
}
