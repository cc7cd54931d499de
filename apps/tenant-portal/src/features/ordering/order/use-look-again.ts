import { useEffect } from 'react';

/** Calls `again` from time to time while the page is seen, and whenever it is seen anew: a gate may have been passed meanwhile. */
export function useLookAgain(again: () => void, everyMs: number | undefined): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') again();
    };
    const timer = everyMs === undefined ? undefined : setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [again, everyMs]);
}
