import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import {
  connection,
  connectionOf,
  DateTimeScalar,
  decodeCursor,
  Impersonal,
  mask,
  PageArgs,
  pageSize,
  Personal,
} from '@lianpiao/graphql';
import { Args, Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';

import { ControlRepository, type OperatorEntry } from '../persistence/control-repository.js';

const TOLD = { of: 'Staff', mask: mask.text } as const;

@ObjectType({ description: 'What an operator of the platform did to the authority. Nobody can change it.' })
export class PlatformAct {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly recordedAt!: Date;

  @Impersonal('the trail is there to say who did it')
  @Field(() => String, { description: 'The operator; `cli:` and a name, where it was done beside the database.' })
  readonly actorName!: string;

  @Field(() => String, { description: 'What, e.g. `tenant.suspend`.' })
  readonly action!: string;

  @Personal(TOLD)
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason!: string | null;

  @Personal(TOLD)
  @Field(() => String, { nullable: true, description: 'What it found, as JSON.' })
  readonly before!: string | null;

  @Personal(TOLD)
  @Field(() => String, { nullable: true, description: 'What it left, as JSON.' })
  readonly after!: string | null;
}
export const PlatformActConnection = connectionOf(PlatformAct, 'PlatformAct');

/** The tenant's side of the operators' log. */
@Resolver(() => PlatformAct)
export class PlatformLogResolver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly control: ControlRepository,
  ) {}

  @Can('read', 'Audit')
  @Query(() => PlatformActConnection, {
    description: "What the platform's operators did to the authority, newest first.",
  })
  async platformLog(@Ctx() ctx: RequestContext, @Args() page: PageArgs) {
    const first = pageSize(page);
    const after = decodeCursor(page.after, ['instant', 'id']);
    const everybody = { slug: null, actor: null };
    const found = await this.unitOfWork.actsOn(ctx, (tx) => this.control.entries(tx, everybody, after, first + 1));
    return connection(found.map(view), first, ({ recordedAt, id }) => [recordedAt.toISOString(), id]);
  }
}

function view({ id, recordedAt, actor, action, reason, before, after }: OperatorEntry): PlatformAct {
  return { id, recordedAt, actorName: actor, action, reason, before: json(before), after: json(after) };
}

function json(facts: unknown): string | null {
  return facts === null || facts === undefined ? null : JSON.stringify(facts);
}
