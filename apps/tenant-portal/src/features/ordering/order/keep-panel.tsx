import { useState } from 'react';

import { useTexts } from '../../../shared/speech.js';
import { ORDERING } from '../texts.js';

interface KeepPanelProps {
  /** Whether the address of this page opens the order. */
  readonly linked: boolean;
  readonly printable: boolean;
}

/** A guest's only receipt is the address of this page; who signed in has theirs among their orders. */
export function KeepPanel({ linked, printable }: KeepPanelProps) {
  const say = useTexts(ORDERING);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(location.href).then(() => {
      setCopied(true);
    });
  };
  if (!linked && !printable) return null;
  return (
    <section className="keep">
      {linked && (
        <>
          <p>{say('keep')}</p>
          <button type="button" className="secondary" onClick={copy}>
            <span aria-live="polite">{copied ? say('copied') : say('copy')}</span>
          </button>
        </>
      )}
      {printable && (
        <button
          type="button"
          className="secondary"
          onClick={() => {
            print();
          }}
        >
          {say('print')}
        </button>
      )}
    </section>
  );
}
