import { useSpeech } from '../app/languages.js';

/** What stands where an answer is not there yet, or did not come. */
export function Waiting({ failed, again }: { readonly failed: boolean; readonly again: () => void }) {
  const { say } = useSpeech();
  if (!failed) return <p aria-live="polite">{say('loading')}</p>;
  return (
    <p role="alert">
      {say('failed')}{' '}
      <button type="button" onClick={again}>
        {say('retry')}
      </button>
    </p>
  );
}
