import { Secret, z } from '@lianpiao/config';

const ENTRY = /^(https?:\/\/[^\s=]+)=([^\s:=]+):(\S+)$/;

/** The client of a cluster's realm master. */
export interface Administrator {
  readonly clientId: string;
  readonly secret: Secret;
}

export type Clusters = ReadonlyMap<string, Administrator>;

/** `https://two.example=provisioner:secret,https://three.example=…`; a comma within a secret is written %2C. */
export function clusters(description: string) {
  return z
    .string()
    .transform((text, problems): Clusters => {
      const read = parsed(text);
      if (!read) problems.addIssue({ code: 'custom' });
      return read ?? new Map<string, Administrator>();
    })
    .optional()
    .describe(`${description} (secret)`);
}

function parsed(text: string): Clusters | undefined {
  const read = new Map<string, Administrator>();
  for (const entry of text.split(',')) {
    const [, url, clientId, secret] = ENTRY.exec(entry.trim()) ?? [];
    if (!url || !clientId || !secret || !URL.canParse(url) || read.has(url)) return undefined;
    read.set(url, { clientId, secret: new Secret(secret.replaceAll('%2C', ',')) });
  }
  return read;
}
