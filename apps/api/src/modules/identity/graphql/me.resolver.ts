import { Ctx, Open, type RequestContext } from '@lianpiao/authz';
import { Impersonal } from '@lianpiao/graphql';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';

@ObjectType({ description: 'Who is asking, as the API sees them.' })
export class Me {
  @Impersonal('it is the caller')
  @Field(() => String, { description: 'Name they signed in with; `visitor` without a token.' })
  readonly username!: string;

  @Field(() => [String], { description: 'Their roles.' })
  readonly roles!: readonly string[];

  @Field(() => [String], { description: 'Codes of the attractions they work for.' })
  readonly attractionCodes!: readonly string[];
}

@Resolver(() => Me)
export class MeResolver {
  @Open('anybody who was admitted: it tells what their token says')
  @Query(() => Me, { description: 'Who is asking.' })
  me(@Ctx() ctx: RequestContext): Me {
    const { username, roles, attractionIds } = ctx.principal;
    return { username, roles, attractionCodes: attractionIds };
  }
}
