import { useEffect, useState } from 'react';

import { useTexts } from '../../../shared/speech.js';
import { ORDERING } from '../texts.js';

/** How long the places are still kept. */
export function Countdown({ until }: { readonly until: string }) {
  const say = useTexts(ORDERING);
  const now = useNow(1_000);
  const left = Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000));
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <p className="countdown" role="timer">
      {say('keptFor', { time })}
    </p>
  );
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}
