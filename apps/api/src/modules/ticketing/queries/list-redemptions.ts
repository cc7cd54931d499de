import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { connection, decodeCursor, loader, pageSize, type Connection } from '@lianpiao/graphql';
import { Injectable } from '@nestjs/common';

import { Catalog } from '../../catalog/index.js';
import type { RedemptionsArgs, RedemptionType } from '../graphql/redemption.types.js';
import { GateRepository } from '../persistence/gate-repository.js';
import { RedemptionRepository, type RedemptionRow } from '../persistence/redemption-repository.js';

/** Attempts at gates: of the whole region for the authority, of its own gates for an attraction. */
@Injectable()
export class ListRedemptions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly redemptions: RedemptionRepository,
    private readonly gates: GateRepository,
    private readonly catalog: Catalog,
  ) {}

  async page(ctx: RequestContext, args: RedemptionsArgs): Promise<Connection<RedemptionType>> {
    const first = pageSize(args);
    const after = decodeCursor(args.after, ['instant', 'id']);
    const rows = await this.unitOfWork.read(ctx, async (tx) => {
      const attractionIds = await this.readable(ctx, tx, args.attractionCode ?? undefined);
      return this.redemptions.page(tx, { attractionIds, outcome: args.outcome ?? undefined, after, limit: first + 1 });
    });
    return connection(rows.map(view), first, (row) => [row.scannedAt.toISOString(), row.id]);
  }

  async gateCode(ctx: RequestContext, gateId: string): Promise<string> {
    const code = await loader(ctx, 'ticketing.gateCodes', (ids: readonly string[]) => this.codes(ctx, ids)).load(
      gateId,
    );
    return code ?? '';
  }

  private async codes(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.unitOfWork.read(ctx, (tx) => this.gates.byIds(tx, ids));
    return new Map(rows.map((row) => [row.id, row.code]));
  }

  /** The attractions whose gates the caller may know of. */
  private async readable(ctx: RequestContext, tx: TenantTx, code: string | undefined): Promise<string[]> {
    const attractions = await this.catalog.allAttractions(tx);
    return attractions
      .filter((attraction) => code === undefined || attraction.code === code)
      .filter((attraction) => ctx.ability.can('read', 'Redemption', { attractionCode: attraction.code }))
      .map((attraction) => attraction.id);
  }
}

function view(row: RedemptionRow): RedemptionType {
  return {
    id: row.id,
    gateId: row.gate_id,
    attractionId: row.attraction_id,
    outcome: row.outcome,
    reason: row.reason,
    visit: row.visit,
    scannedAt: row.scanned_at,
    recordedAt: row.recorded_at,
    operator: row.operator,
  };
}
