import { useState } from 'react';

import { useTexts } from '../../../shared/speech.js';
import { ORDERING } from '../texts.js';

/** A guest's only receipt is the address of this page. */
export function KeepPanel({ printable }: { readonly printable: boolean }) {
  const say = useTexts(ORDERING);
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(location.href).then(() => {
      setCopied(true);
    });
  };
  return (
    <section className="keep">
      <p>{say('keep')}</p>
      <button type="button" className="secondary" onClick={copy}>
        <span aria-live="polite">{copied ? say('copied') : say('copy')}</span>
      </button>
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
