import { check } from '@lianpiao/graphql';
import { InvalidInput } from '@lianpiao/kernel';

import { emailOf, usernameOf } from '../identity/index.js';
import { tenantCurrency, tenantName, tenantSlug, tenantTimeZone } from '../tenancy/index.js';
import type { OperationInputs } from './domain/operation.js';

const ARCHIVE = /^[a-z0-9][a-z0-9._-]{0,120}\.tar\.gz$/;
const SHA256 = /^[0-9a-f]{64}$/;
const GREEN = '#0b6e4f';
const COLOR = /^#[0-9a-f]{6}$/;

export type ProvisionWanted = Omit<OperationInputs['provision'], 'accentColor'> & {
  readonly accentColor?: string | null | undefined;
};

/** @throws InvalidInput naming the field */
export function provisionInput(wanted: ProvisionWanted): OperationInputs['provision'] {
  const { administrator } = wanted;
  return {
    slug: tenantSlug(wanted.slug),
    name: tenantName(wanted.name),
    currency: tenantCurrency(wanted.currency),
    timeZone: tenantTimeZone(wanted.timeZone),
    accentColor: check.pattern('accentColor', wanted.accentColor ?? GREEN, COLOR, '#rrggbb'),
    administrator: {
      username: usernameOf(administrator.username),
      displayName: check.text('displayName', administrator.displayName, 80),
      email: emailOf(administrator.email),
    },
  };
}

/** The name of a file in the folder of archives, never a path. @throws InvalidInput */
export function archiveName(text: string): string {
  return check.pattern('archive', text, ARCHIVE, 'name.tar.gz');
}

/** @throws InvalidInput */
export function archiveHash(text: string, field = 'sha256'): string {
  return check.pattern(field, text, SHA256, '64 hexadecimal digits');
}

export interface ArchiveChoice {
  readonly archiveSha256?: string | null | undefined;
  readonly withoutArchive?: boolean | null | undefined;
}

/** Hash of the archive that is kept; null where there is to be none, which has to be said. @throws InvalidInput */
export function archiveKept({ archiveSha256: sha256 = null, withoutArchive }: ArchiveChoice): string | null {
  if (sha256 === null && !withoutArchive) throw new InvalidInput('archiveSha256', 'required');
  if (sha256 !== null && withoutArchive) throw new InvalidInput('withoutArchive', 'conflict', 'archiveSha256');
  return sha256 === null ? null : archiveHash(sha256, 'archiveSha256');
}
