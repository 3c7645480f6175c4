import { useId, useState } from 'react';
import { Button, IconButton } from '../parts/Button.tsx';
import { countText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Popover } from '../parts/Popover.tsx';
import { Slider } from '../parts/Slider.tsx';
import { Switch } from '../parts/Switch.tsx';
import { useNarration, useSettings, useStores } from '../stores.ts';

interface Knob {
  readonly key: 'temperature' | 'topP' | 'topK' | 'repetitionPenalty' | 'maxTokens' | 'bestOf';
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly format: (value: number) => string;
}

const knobs: readonly Knob[] = [
  {
    key: 'temperature',
    label: 'Temperature',
    hint: 'How much chance decides each word. 0 always takes the likeliest.',
    min: 0,
    max: 1.5,
    step: 0.05,
    format: (value) => (value === 0 ? '0 (greedy)' : value.toFixed(2)),
  },
  {
    key: 'topP',
    label: 'Top-p',
    hint: 'Only the likeliest words that together hold this share of the probability are drawn.',
    min: 0.1,
    max: 1,
    step: 0.01,
    format: (value) => (value >= 1 ? 'off' : value.toFixed(2)),
  },
  {
    key: 'topK',
    label: 'Top-k',
    hint: 'Only this many of the likeliest words are drawn.',
    min: 0,
    max: 100,
    step: 1,
    format: (value) => (value === 0 ? 'off' : String(value)),
  },
  {
    key: 'repetitionPenalty',
    label: 'Repetition penalty',
    hint: 'Words that were used become less likely by this factor.',
    min: 1,
    max: 1.6,
    step: 0.05,
    format: (value) => (value === 1 ? 'off' : value.toFixed(2)),
  },
  {
    key: 'maxTokens',
    label: 'Length limit',
    hint: 'At most this many tokens; a word has about 1.3.',
    min: 16,
    max: 320,
    step: 8,
    format: (value) => `${value} tokens`,
  },
  {
    key: 'bestOf',
    label: 'Best of',
    hint: 'So many texts are written at once, and the most consistent one is kept.',
    min: 1,
    max: 8,
    step: 1,
    format: (value) => (value === 1 ? 'one' : `${value} texts`),
  },
];

const MAX_SEED = 1_000_000;

/** How words are drawn: the same settings and seed give the same words. */
export function SettingsPopover() {
  const { narration, settings: preferences } = useStores();
  const settings = useNarration((state) => state.settings);
  const autoNarrate = useSettings((state) => state.autoNarrate);
  return (
    <Popover
      label="Settings of the narration"
      trigger={
        <IconButton label="Settings of the narration" look="plain">
          <Icon name="settings" />
        </IconButton>
      }
    >
      <div className="knobs">
        {knobs.map((knob) => (
          <div key={knob.key} className="knob">
            <Hint text={knob.hint}>{knob.label}</Hint>
            <span className="number">{knob.format(settings[knob.key])}</span>
            <Slider
              label={knob.label}
              value={settings[knob.key]}
              min={knob.min}
              max={knob.max}
              step={knob.step}
              format={knob.format}
              onChange={(value) => narration.getState().setSettings({ [knob.key]: value })}
            />
          </div>
        ))}
        <SeedField />
        <Switch
          label="Narrate by itself when a slider rests"
          checked={autoNarrate}
          onChange={(checked) => preferences.getState().set({ autoNarrate: checked })}
        />
      </div>
    </Popover>
  );
}

function SeedField() {
  const { narration } = useStores();
  const seed = useNarration((state) => state.settings.seed);
  // What is typed stands as it is until it is a seed: an emptied field must not fill itself again.
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isWrong = typed !== null && seedFrom(typed) === null;
  return (
    <div className="seed">
      <label htmlFor={id}>Seed</label>
      <input
        id={id}
        className="field number"
        type="number"
        min={0}
        max={MAX_SEED}
        step={1}
        value={typed ?? seed}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          const next = seedFrom(event.target.value);
          if (next !== null) narration.getState().setSettings({ seed: next });
        }}
        onBlur={() => setTyped(null)}
      />
      <Button
        onClick={() => narration.getState().setSettings({ seed: Math.floor(Math.random() * MAX_SEED) })}
      >
        Another
      </Button>
      {isWrong && (
        <p id={`${id}-wrong`} className="field-wrong" role="alert">
          A whole number from 0 to {countText(MAX_SEED)}.
        </p>
      )}
    </div>
  );
}

function seedFrom(text: string): number | null {
  const seed = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(seed) && seed >= 0 && seed <= MAX_SEED ? seed : null;
}
