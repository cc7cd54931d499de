/** Calls at once; what is asked for within the next `ms` is one more call at their end. */
export function gathered(call: () => void, ms: number): () => void {
  let waiting = false;
  let again = false;
  const pass = () => {
    call();
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (!again) return;
      again = false;
      pass();
    }, ms).unref();
  };
  return () => {
    if (waiting) again = true;
    else pass();
  };
}
