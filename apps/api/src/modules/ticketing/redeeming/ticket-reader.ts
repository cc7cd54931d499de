import type { Tenant } from '@lianpiao/authz';
import { originOf, UnitOfWork } from '@lianpiao/db';
import { publicKeyOf, readHumanCode, readTicket, verifyTicket } from '@lianpiao/ticket-token';
import { Injectable } from '@nestjs/common';
import type { KeyObject } from 'node:crypto';

import { RefusalReason } from '../domain/refusal-reason.js';
import { SigningKeyRepository } from '../persistence/signing-key-repository.js';
import type { WaitingScan } from '../persistence/redemption-repository.js';
import { TicketRepository } from '../persistence/ticket-repository.js';
import { TenantSnapshot } from './tenant-snapshot.js';

/** What a scanned text stands for. */
export type ReadScan = Pick<WaitingScan, 'passId' | 'verdict'>;

const FRESH_MS = 60_000;

/** Reads what was scanned, in process: no forgery costs the database more than the row that records it. What was typed is looked up. */
@Injectable()
export class TicketReader {
  private readonly keys = new TenantSnapshot((tenant) => this.load(tenant), FRESH_MS);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: SigningKeyRepository,
    private readonly tickets: TicketRepository,
  ) {}

  async read(tenant: Tenant, text: string): Promise<ReadScan> {
    const ticket = readTicket(text);
    if (!ticket.ok) return this.readTyped(tenant, text);
    // Whether the other authority's signature is genuine is not ours to say; it opens nothing here.
    if (ticket.claims.tenantId !== originOf(tenant.scope)) return refused(RefusalReason.OTHER_TENANT);
    const keys = await this.keysFor(tenant, ticket.claims.keyId);
    const verified = await verifyTicket(text, (keyId) => keys.get(keyId));
    return verified.ok ? genuine(verified.claims.passId) : refused(RefusalReason.FORGED);
  }

  private async readTyped(tenant: Tenant, text: string): Promise<ReadScan> {
    const code = readHumanCode(text);
    if (code === undefined) return refused(RefusalReason.MALFORMED);
    const passId = await this.unitOfWork.read({ tenant }, (tx) => this.tickets.passOfCode(tx, code));
    return passId === undefined ? refused(RefusalReason.UNKNOWN_TICKET) : genuine(passId);
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

function genuine(passId: string): ReadScan {
  return { passId, verdict: null };
}

function refused(verdict: RefusalReason): ReadScan {
  return { passId: null, verdict };
}
