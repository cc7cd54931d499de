import { useTexts } from './speech.js';
import { SHARED } from './texts.js';

/** What stands where an answer is not there yet, or did not come. */
export function Waiting({ failed, again }: { readonly failed: boolean; readonly again: () => void }) {
  const say = useTexts(SHARED);
  if (!failed)
    return (
      <p className="waiting" role="status">
        {say('loading')}
      </p>
    );
  return (
    <div className="notice" role="alert">
      <p>{say('failed')}</p>
      <button type="button" className="secondary" onClick={again}>
        {say('retry')}
      </button>
    </div>
  );
}
