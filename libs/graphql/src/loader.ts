import type { RequestContext } from '@lianpiao/authz';
import DataLoader from 'dataloader';

/** The request's loader of that name: all keys asked for in one tick are fetched by one `batch`. */
export function loader<K extends string, V>(
  ctx: RequestContext,
  name: string,
  batch: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): DataLoader<K, V | undefined> {
  const known = ctx.loaders.get(name) as DataLoader<K, V | undefined> | undefined;
  if (known) return known;
  const made = new DataLoader<K, V | undefined>(async (keys) => {
    const found = await batch(keys);
    return keys.map((key) => found.get(key));
  });
  ctx.loaders.set(name, made);
  return made;
}
