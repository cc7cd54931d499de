import type { RequestContext } from '@lianpiao/authz';
import { CLOCK } from '@lianpiao/authz';
import { check } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import type { LocalizedText } from '../../catalog/index.js';
import type { RefusalReason } from '../domain/refusal-reason.js';
import { scanTime } from '../domain/scan-time.js';
import { GateDirectory, type Gate } from '../redeeming/gate-directory.js';
import { ProductNames } from '../redeeming/product-names.js';
import type { VerdictRow } from '../persistence/redemption-repository.js';
import { RedemptionBatcher } from '../redeeming/redemption-batcher.js';
import { TicketReader } from '../redeeming/ticket-reader.js';

/** What a gate saw: the text of a QR code, or a code somebody typed. */
export interface Scan {
  readonly ticket: string;
  readonly gateCode: string;
  /** The device's own number of this scan: sent again, it gets the first answer. */
  readonly scanNonce: string;
  readonly scannedAt: Date;
}

export interface AcceptedScan {
  readonly outcome: 'accepted';
  readonly redemptionId: string;
  readonly gate: Gate;
  readonly unitType: string;
  readonly productName: LocalizedText;
  readonly visit: number;
  /** Null for no limit. */
  readonly visitsLeft: number | null;
  readonly validUntil: Date;
  readonly recordedAt: Date;
}

export interface RefusedScan {
  readonly outcome: 'refused';
  readonly redemptionId: string;
  readonly gate: Gate;
  readonly reason: RefusalReason;
  /** Where the pass is known: what staff may tell its holder. */
  readonly unitType: string | null;
  readonly firstVisitAt: Date | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly recordedAt: Date;
}

export type ScanAnswer = AcceptedScan | RefusedScan;

/** Longer than any ticket and short enough to be cheap. */
const LONGEST_TEXT = 512;

/** Lets the holder of a ticket in, or says why not. Every attempt is recorded; a refusal is an answer, not a failure. */
@Injectable()
export class RedeemTickets {
  constructor(
    private readonly gates: GateDirectory,
    private readonly tickets: TicketReader,
    private readonly batcher: RedemptionBatcher,
    private readonly products: ProductNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotPermitted, GateNotFound, InvalidInput, TooManyScans, IdempotencyKeyReused when the nonce came with another pass */
  async execute(ctx: RequestContext, scan: Scan): Promise<ScanAnswer> {
    const { tenant, principal, ability } = ctx;
    ability.mustSome('redeem', 'Ticket');
    check.pattern('scanNonce', scan.scanNonce, /^[\x21-\x7e]{8,64}$/, '8..64 visible ASCII characters');
    check.optionalText('ticket', scan.ticket, LONGEST_TEXT);
    const gate = await this.gates.byCode(tenant, scan.gateCode);
    ability.must('redeem', 'Ticket', { attractionCode: gate.attraction.code });
    const read = await this.tickets.read(tenant, scan.ticket);
    const verdict = await this.batcher.submit(tenant, {
      ...read,
      gateId: gate.id,
      attractionId: gate.attraction.id,
      nonce: scan.scanNonce,
      scannedAt: scanTime(scan.scannedAt, this.clock.now()),
      operator: principal.subject,
    });
    return this.answer(ctx, gate, verdict);
  }

  private async answer({ tenant }: RequestContext, gate: Gate, verdict: VerdictRow): Promise<ScanAnswer> {
    const {
      redemption_id: redemptionId,
      recorded_at: recordedAt,
      unit_type: unitType,
      product_id: productId,
    } = verdict;
    const { reason, visit, valid_from: validFrom, valid_until: validUntil } = verdict;
    if (reason !== null) {
      const firstVisitAt = verdict.first_visit_at === null ? null : new Date(verdict.first_visit_at);
      return {
        outcome: 'refused',
        redemptionId,
        gate,
        reason,
        unitType,
        firstVisitAt,
        validFrom,
        validUntil,
        recordedAt,
      };
    }
    if (visit === null || validUntil === null || unitType === null || productId === null)
      throw new Error('an accepted scan without its pass');
    const productName = await this.products.byId(tenant, productId);
    return {
      outcome: 'accepted',
      redemptionId,
      gate,
      unitType,
      productName,
      visit,
      visitsLeft: verdict.visits_left,
      validUntil,
      recordedAt,
    };
  }
}
