import type { Tenant } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import { Catalog, type AttractionRef } from '../../catalog/index.js';
import { GateRepository } from '../persistence/gate-repository.js';
import { GateNotFound } from '../ticketing.failures.js';
import { TenantSnapshot } from './tenant-snapshot.js';

/** A gate and what it leads to. */
export interface Gate {
  readonly id: string;
  readonly code: string;
  readonly attraction: Pick<AttractionRef, 'id' | 'code' | 'name'>;
}

/** A gate retired elsewhere stops answering at most this much later. */
const FRESH_MS = 2_000;

/** The gates in use, in memory: a few hundred rows that every scan asks for. */
@Injectable()
export class GateDirectory {
  private readonly gates = new TenantSnapshot((tenant) => this.load(tenant), FRESH_MS);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: GateRepository,
    private readonly catalog: Catalog,
  ) {}

  /** @throws GateNotFound */
  async byCode(tenant: Tenant, code: string): Promise<Gate> {
    const known = await this.gates.get(tenant);
    const gate = known.get(code) ?? (await this.gates.refreshed(tenant)).get(code);
    if (!gate) throw new GateNotFound(code);
    return gate;
  }

  private load(tenant: Tenant): Promise<ReadonlyMap<string, Gate>> {
    return this.unitOfWork.read({ tenant }, async (tx) => {
      const rows = await this.repository.active(tx);
      const attractions = await this.catalog.attractionsByIds(tx, [...new Set(rows.map((row) => row.attraction_id))]);
      const gates = rows.flatMap(({ id, code, attraction_id: attractionId }) => {
        const attraction = attractions.get(attractionId);
        return attraction ? [{ id, code, attraction: labelled(attraction) }] : [];
      });
      return new Map(gates.map((gate) => [gate.code, gate]));
    });
  }
}

function labelled({ id, code, name }: AttractionRef): Gate['attraction'] {
  return { id, code, name };
}
