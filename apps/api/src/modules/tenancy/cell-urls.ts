import { Secret, z } from '@lianpiao/config';

const ENTRY = /^([a-z0-9-]{1,40})=(postgres(?:ql)?:\/\/\S+)$/;

/** Cell to its address as the owner; a comma within an address is written %2C. */
export type CellUrls = ReadonlyMap<string, Secret>;

/** `cell-1=postgres://…,cell-2=…` */
export function cellUrls(description: string) {
  return z
    .string()
    .transform((text, problems): CellUrls => {
      const urls = parsed(text);
      if (!urls) problems.addIssue({ code: 'custom' });
      return urls ?? new Map<string, Secret>();
    })
    .optional()
    .describe(`${description} (secret)`);
}

function parsed(text: string): CellUrls | undefined {
  const urls = new Map<string, Secret>();
  for (const entry of text.split(',')) {
    const [, cell, url] = ENTRY.exec(entry.trim()) ?? [];
    if (!cell || !url || !URL.canParse(url) || urls.has(cell)) return undefined;
    urls.set(cell, new Secret(url));
  }
  return urls;
}
