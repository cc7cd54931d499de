import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork, type TenantTx } from '@lianpiao/db';
import { connection, decodeCursor, loader, LocalizedTextType, money, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';

import { Catalog } from '../../catalog/index.js';
import { StatementRepository, type Statement } from '../persistence/statement-repository.js';
import { StatementConnection, StatementLineConnection, StatementType } from './settlement.types.js';

@Can('read', 'Statement')
@Resolver(() => StatementType)
export class StatementResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
    private readonly statementRows: StatementRepository,
  ) {}

  @Can('read', 'Statement')
  @Query(() => StatementConnection, {
    description: 'Statements, newest period first: all of them for the bureau, its own for an attraction.',
  })
  async statements(
    @Ctx() ctx: RequestContext,
    @Args() page: PageArgs,
    @Args('periodNumber', { type: () => Int, nullable: true, description: 'Only this period.' })
    periodNumber: number | null,
  ) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['integer', 'text']);
    const rows = await this.unitOfWork.read(ctx, async (tx) => {
      const attractionIds = await this.ownAttractions(ctx, tx);
      return this.statementRows.page(tx, { periodNumber: periodNumber ?? null, attractionIds }, after, first + 1);
    });
    return connection(rows.map(statementView), first, ({ periodNumber: period, number }) => [String(period), number]);
  }

  @Can('read', 'Statement')
  @Query(() => StatementType, {
    nullable: true,
    description: 'A statement by its number; null when there is none the caller may see.',
  })
  async statement(
    @Ctx() ctx: RequestContext,
    @Args('number', { type: () => String, description: 'Number of the statement.' }) number: string,
  ): Promise<StatementType | null> {
    return this.unitOfWork.read(ctx, async (tx) => {
      const found = await this.statementRows.byNumber(tx, number);
      const own = await this.ownAttractions(ctx, tx);
      return found && (own === null || own.includes(found.attractionId)) ? statementView(found) : null;
    });
  }

  @ResolveField(() => String, { description: 'Code of the attraction.' })
  async attractionCode(@Ctx() ctx: RequestContext, @Parent() statement: StatementType): Promise<string> {
    return (await this.attractions(ctx).load(statement.attractionId))?.code ?? '';
  }

  @ResolveField(() => LocalizedTextType, { description: 'Name of the attraction.' })
  async attractionName(@Ctx() ctx: RequestContext, @Parent() statement: StatementType): Promise<LocalizedTextType> {
    return (await this.attractions(ctx).load(statement.attractionId))?.name ?? { zh: '', en: '' };
  }

  @ResolveField(() => StatementLineConnection, { description: 'The postings it consists of.' })
  async lines(@Ctx() ctx: RequestContext, @Parent() statement: StatementType, @Args() page: PageArgs) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['id', 'integer']);
    const rows = await loader(ctx, `settlement.lines ${first} ${page.after ?? ''}`, (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.statementRows.linesOf(tx, ids, after, first + 1)),
    ).load(statement.id);
    const views = (rows ?? []).map(({ amountMinor, ...line }) => ({
      ...line,
      amount: money(amountMinor, statement.share.currency),
    }));
    return connection(views, first, ({ journalId, line }) => [journalId, String(line)]);
  }

  /** Null for those who may see every statement; the attractions of those who may not. */
  private async ownAttractions(ctx: RequestContext, tx: TenantTx): Promise<string[] | null> {
    if (ctx.ability.can('read', 'Statement', { attractionCode: null })) return null;
    const own = await this.catalog.attractionsByCodes(tx, ctx.principal.attractionIds);
    return [...own.values()].map(({ id }) => id);
  }

  private attractions(ctx: RequestContext) {
    return loader(ctx, 'settlement.attractions', (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.catalog.attractionsByIds(tx, ids)),
    );
  }
}

function statementView(statement: Statement): StatementType {
  const amount = (minor: bigint) => money(minor, statement.currency);
  return {
    ...statement,
    gateValue: amount(statement.gateValueMinor),
    gross: amount(statement.grossMinor),
    share: amount(statement.shareMinor),
    opening: amount(statement.openingMinor),
    closing: amount(statement.closingMinor),
  };
}
