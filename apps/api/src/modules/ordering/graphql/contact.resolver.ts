import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { loader } from '@lianpiao/graphql';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';

import { OrderRepository } from '../persistence/order-repository.js';
import { ContactType } from './contact.type.js';
import { OrderType } from './order.types.js';

@Resolver(() => OrderType)
export class ContactResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orderRows: OrderRepository,
  ) {}

  @Can('read', 'Visitor')
  @ResolveField(() => ContactType, {
    description: 'How to reach the buyer: whole for the buyer, masked for staff who look after visitors.',
  })
  async contact(@Ctx() ctx: RequestContext, @Parent() { id, facts }: OrderType): Promise<ContactType> {
    const contacts = loader(ctx, 'ordering.contacts', (ids) =>
      this.unitOfWork.read(ctx, (tx) => this.orderRows.contactsOf(tx, ids)),
    );
    const { name = null, email = null, phone = null } = (await contacts.load(id)) ?? {};
    return { name, email, phone, facts };
  }
}
