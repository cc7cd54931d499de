import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { check } from '@lianpiao/graphql';
import { InvalidInput, newId, type Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';

import { AuditTrail } from '../../audit/index.js';
import { AttractionNotFound, Catalog, type LocalizedText } from '../../catalog/index.js';
import { GateRepository, type NewGate } from '../persistence/gate-repository.js';
import type { Gate } from '../redeeming/gate-directory.js';
import { GateCodeTaken } from '../ticketing.failures.js';

export interface GateRequest {
  readonly code: string;
  readonly attractionCode: string;
  readonly name: LocalizedText;
}

export interface CreateGatesRequest {
  readonly gates: readonly GateRequest[];
  readonly idempotencyKey: string;
}

export interface GateView extends Pick<Gate, 'code' | 'attraction'> {
  readonly name: LocalizedText;
}

const MOST_GATES = 1_000;
const CODE = /^[a-z0-9][a-z0-9_-]{0,59}$/;

/** Puts up gates, each leading to one attraction: all of them, or none. */
@Injectable()
export class CreateGates {
  static readonly failures = [AttractionNotFound, GateCodeTaken] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly gates: GateRepository,
    private readonly catalog: Catalog,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: CreateGatesRequest): Promise<{ readonly gates: readonly GateView[] }> {
    const requests = checked(input.gates);
    const { subject: actor } = ctx.principal;
    const key = check.idempotencyKey(input.idempotencyKey);
    const command = { name: 'ticketing.createGates', actor, key, request: input };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      const { rows, views } = await this.prepare(ctx, tx, requests);
      const created = new Set(await this.gates.insert(tx, rows, this.clock.now()));
      const taken = rows.find((row) => !created.has(row.code));
      if (taken) throw new GateCodeTaken(taken.code);
      for (const { code: subjectId, attractionCode } of requests) {
        const what = { action: command.name, subject: 'Gate', subjectId } as const;
        await this.audit.record(ctx, tx, { ...what, after: { attractionCode } });
      }
      return { gates: views };
    });
  }

  private async prepare(ctx: RequestContext, tx: TenantTx, requests: readonly GateRequest[]) {
    const attractions = await this.catalog.attractionsByCodes(
      tx,
      requests.map((request) => request.attractionCode),
    );
    const rows: NewGate[] = [];
    const views: GateView[] = [];
    for (const { code, attractionCode, name } of requests) {
      ctx.ability.must('create', 'Gate', { attractionCode });
      const attraction = attractions.get(attractionCode);
      if (!attraction) throw new AttractionNotFound(attractionCode);
      rows.push({ id: newId(), code, attractionId: attraction.id, name });
      views.push({ code, name, attraction: { id: attraction.id, code: attractionCode, name: attraction.name } });
    }
    return { rows, views };
  }
}

function checked(gates: readonly GateRequest[]): GateRequest[] {
  check.range('gates', gates.length, 1, MOST_GATES);
  const codes = new Set<string>();
  return gates.map(({ code, attractionCode, name }, index) => {
    const field = (inner: string) => `gates.${index}.${inner}`;
    check.pattern(field('code'), code, CODE, 'gate code');
    if (codes.has(code)) throw new InvalidInput(field('code'), 'duplicate');
    codes.add(code);
    return {
      code,
      attractionCode,
      name: { zh: check.text(field('name.zh'), name.zh, 80), en: check.text(field('name.en'), name.en, 80) },
    };
  });
}
