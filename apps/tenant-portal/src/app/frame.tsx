import type { ReactNode } from 'react';

import { AccountMenu } from '../features/account/index.js';
import { LANGUAGES, type Language } from '../shared/language.js';
import { Link } from '../shared/router.js';
import { useSpeech, useTexts } from '../shared/speech.js';
import { useStorefront } from '../shared/storefront.js';
import './frame.css';
import { APP } from './texts.js';

/** What stands around every page. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { pick } = useSpeech();
  const { name } = useStorefront();
  const say = useTexts(APP);
  return (
    <>
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="masthead">
        <div className="inner">
          <Link to="/" className="brand">
            {pick(name)}
          </Link>
          <div className="tools">
            <AccountMenu />
            <LanguageChoice />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="colophon">
        <p>{say('official', { name: pick(name) })}</p>
      </footer>
    </>
  );
}

/** A button for each other language, in that language. */
function LanguageChoice() {
  const { language, speak } = useSpeech();
  const say = useTexts(APP);
  const others = (Object.keys(LANGUAGES) as Language[]).filter((candidate) => candidate !== language);
  return (
    <nav aria-label={say('languages')}>
      {others.map((other) => (
        <button
          key={other}
          type="button"
          className="on-accent"
          lang={LANGUAGES[other].tag}
          onClick={() => speak(other)}
        >
          {LANGUAGES[other].name}
        </button>
      ))}
    </nav>
  );
}
