import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { connection, decodeCursor, PageArgs, pageSize } from '@lianpiao/graphql';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { ChannelRepository } from '../persistence/channel-repository.js';
import { CreatePartner } from '../use-cases/create-partner.js';
import { CreatePartnerInput } from './order.inputs.js';
import { CreatePartnerResult, PartnerType } from './order.results.js';
import { SalesChannelConnection } from './order.types.js';

@Resolver(() => PartnerType)
export class PartnerResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly channels: ChannelRepository,
    private readonly create: CreatePartner,
  ) {}

  @Can('manage', 'Partner')
  @Mutation(() => CreatePartnerResult, { description: 'Opens a channel for a partner that sells on our behalf.' })
  async createPartner(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'The partner.' }) input: CreatePartnerInput,
  ) {
    const { partner, clientSecret } = await this.create.execute(ctx, input);
    return { partner, clientSecret: clientSecret.reveal() };
  }

  @Can('read', 'Partner')
  @Query(() => SalesChannelConnection, {
    description: 'The storefront and the partners, by code: all of them for staff, its own for a partner.',
  })
  async salesChannels(@Ctx() ctx: RequestContext, @Args() page: PageArgs) {
    const first = pageSize(page);
    const [after] = decodeCursor(page.after, ['text']) ?? [];
    const rows = await this.unitOfWork.read(ctx, (tx) => this.channels.page(tx, ctx.ability, after, first + 1));
    return connection(rows, first, ({ code }) => [code]);
  }
}
