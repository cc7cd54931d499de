/**
 * Does one thing after another, also behind one that fails: nothing that cannot be done may hold up what can.
 * @returns how many were done
 * @throws the first error, once all have been tried
 */
export async function tryEach<T>(things: readonly T[], attempt: (thing: T) => Promise<boolean>): Promise<number> {
  const errors: unknown[] = [];
  let done = 0;
  for (const thing of things) {
    try {
      if (await attempt(thing)) done += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return done;
}
