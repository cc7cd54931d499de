import { CLOCK, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { assertWithinPlan, check, PlanLimitReached } from '@lianpiao/graphql';
import type { Clock } from '@lianpiao/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

import { AuditTrail } from '../../audit/index.js';
import { ImportRejected } from '../catalog.failures.js';
import { readAttractionCsv } from '../domain/attraction-csv.js';
import type { AttractionRow } from '../domain/attraction-row.js';
import type { AttractionImport, ImportAttractionsInput } from '../graphql/attraction.inputs.js';
import { AttractionRepository, type ImportCounts } from '../persistence/attraction-repository.js';

/** Brings the region's attractions in line with a file: all of it or nothing. */
@Injectable()
export class ImportAttractions {
  static readonly failures = [ImportRejected, PlanLimitReached] as const;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attractions: AttractionRepository,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(ctx: RequestContext, input: ImportAttractionsInput): Promise<AttractionImport> {
    const key = check.idempotencyKey(input.idempotencyKey);
    const { currency } = ctx.tenant;
    const { attractions, errors } = readAttractionCsv(input.fileBase64, currency);
    if (errors.length > 0) throw new ImportRejected(errors);
    if (input.dryRun) return this.dryRun(ctx, attractions);
    const request = { file: createHash('sha256').update(input.fileBase64).digest('hex') };
    const command = { name: 'catalog.importAttractions', actor: ctx.principal.subject, key, request };
    return this.unitOfWork.command(ctx, command, async (tx) => {
      await this.attractions.lockAdding(tx);
      const counts = await this.attractions.upsert(tx, attractions, currency, this.clock.now());
      assertWithinPlan(ctx.tenant, 'attractions', await this.attractions.count(tx));
      const imported = outcome(attractions, false, counts);
      const { total, created, updated } = imported;
      const what = { action: command.name, subject: 'Attraction', subjectId: `file ${request.file}` } as const;
      await this.audit.record(ctx, tx, { ...what, after: { total, created, updated } });
      return imported;
    });
  }

  private dryRun(ctx: RequestContext, attractions: readonly AttractionRow[]): Promise<AttractionImport> {
    return this.unitOfWork.read(ctx, async (tx) => {
      const counts = await this.attractions.compare(tx, attractions, ctx.tenant.currency);
      assertWithinPlan(ctx.tenant, 'attractions', counts.created + (await this.attractions.count(tx)));
      return outcome(attractions, true, counts);
    });
  }
}

function outcome(
  { length: total }: readonly AttractionRow[],
  dryRun: boolean,
  { created, updated }: ImportCounts,
): AttractionImport {
  return { dryRun, created, updated, unchanged: total - created - updated, total };
}
