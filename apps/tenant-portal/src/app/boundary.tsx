import { Component, type ReactNode } from 'react';

import { useTexts } from '../shared/speech.js';
import { APP } from './texts.js';

interface Props {
  readonly children: ReactNode;
}

/** Says so where a page fails to draw itself, instead of leaving a blank one. */
export class Boundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const say = useTexts(APP);
  return (
    <main className="notice" role="alert">
      <p>{say('broken')}</p>
      <button
        type="button"
        className="secondary"
        onClick={() => {
          location.reload();
        }}
      >
        {say('reload')}
      </button>
    </main>
  );
}
