import type { Tenant } from '@lianpiao/authz';
import { originOf, UnitOfWork } from '@lianpiao/db';
import { publicKeyOf, readHumanCode, readTicket, verifyTicket } from '@lianpiao/ticket-token';
import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';

import { RefusalReason } from '../domain/refusal-reason.js';
import { SigningKeyRepository } from '../persistence/signing-key-repository.js';
import type { WaitingScan } from '../persistence/redemption-repository.js';
import { TenantSnapshot } from './tenant-snapshot.js';

/** What a scanned text stands for. */
export type ReadScan = Pick<WaitingScan, 'passId' | 'code' | 'verdict'>;

const FRESH_MS = 60_000;

/** Reads what was scanned or typed, in process: no forgery costs the database more than the row that records it. */
@Injectable()
export class TicketReader {
  private readonly keys = new TenantSnapshot((tenant) => this.load(tenant), FRESH_MS);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: SigningKeyRepository,
  ) {}

  async read(tenant: Tenant, text: string): Promise<ReadScan> {
    const ticket = readTicket(text);
    if (!ticket.ok) return readTyped(text);
    // Whether the other authority's signature is genuine is not ours to say; it opens nothing here.
    if (ticket.claims.tenantId !== originOf(tenant.scope)) return refused(RefusalReason.OTHER_TENANT);
    const keys = await this.keysFor(tenant, ticket.claims.keyId);
    const verified = await verifyTicket(text, (keyId) => keys.get(keyId));
    return verified.ok ? { passId: verified.claims.passId, code: null, verdict: null } : refused(RefusalReason.FORGED);
  }

  private async keysFor(tenant: Tenant, keyId: string): Promise<ReadonlyMap<string, KeyObject>> {
    const keys = await this.keys.get(tenant);
    return keys.has(keyId) ? keys : this.keys.refreshed(tenant);
  }

  private async load(tenant: Tenant): Promise<ReadonlyMap<string, KeyObject>> {
    const rows = await this.unitOfWork.read({ tenant }, (tx) => this.repository.all(tx));
    return new Map(rows.map((row) => [row.key_id, publicKeyOf(row.public_key)]));
  }
}

function readTyped(text: string): ReadScan {
  const code = readHumanCode(text);
  return code === undefined ? refused(RefusalReason.MALFORMED) : { passId: null, code, verdict: null };
}

function refused(verdict: RefusalReason): ReadScan {
  return { passId: null, code: null, verdict };
}
