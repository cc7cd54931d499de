import { useId } from 'react';

import { usePrice } from '../../../shared/price.js';
import { useTexts } from '../../../shared/speech.js';
import { SHARED } from '../../../shared/texts.js';
import { ORDERING } from '../texts.js';
import { MOST, within, type Unit } from './basket.js';

interface UnitRowProps {
  readonly unit: Unit;
  readonly count: number;
  readonly change: (count: number) => void;
}

/** How many of one unit: to type, to step with the arrow keys, or to tap. */
export function UnitRow({ unit, count, change }: UnitRowProps) {
  const say = useTexts(ORDERING);
  const shared = useTexts(SHARED);
  const price = usePrice();
  const id = useId();
  const name = shared(unit.type);
  return (
    <div className="unit">
      <div>
        <label htmlFor={id}>{name}</label>
        <p id={`${id}-price`} className="hint">
          {unit.price && say('each', { price: price(unit.price) })}
        </p>
      </div>
      <div className="stepper">
        <Step sign="−" label={say('fewer', { unit: name })} usable={count > 0} step={() => change(count - 1)} />
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={0}
          max={MOST}
          aria-describedby={`${id}-price`}
          value={String(count)}
          onChange={(event) => {
            change(within(event.target.valueAsNumber));
          }}
        />
        <Step sign="+" label={say('more', { unit: name })} usable={count < MOST} step={() => change(count + 1)} />
      </div>
    </div>
  );
}

interface StepProps {
  readonly sign: string;
  readonly label: string;
  readonly usable: boolean;
  readonly step: () => void;
}

function Step({ sign, label, usable, step }: StepProps) {
  return (
    <button type="button" aria-label={label} aria-disabled={!usable} onClick={() => usable && step()}>
      {sign}
    </button>
  );
}
