import { Ctx, Open, type RequestContext } from '@lianpiao/authz';
import { LocalizedTextType } from '@lianpiao/graphql';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';

@ObjectType({ description: 'The authority whose storefront this host is.' })
export class Storefront {
  @Field(() => String, { description: 'Short name, as in its host.' })
  readonly slug!: string;

  @Field(() => LocalizedTextType, { description: 'Name of the region.' })
  readonly name!: LocalizedTextType;

  @Field(() => String, { description: 'ISO 4217 code of its prices.' })
  readonly currency!: string;

  @Field(() => String, { description: 'IANA zone of its dates.' })
  readonly timeZone!: string;

  @Field(() => String, { description: 'Colour of its pages, #rrggbb.' })
  readonly accentColor!: string;
}

@Resolver(() => Storefront)
export class StorefrontResolver {
  @Open('anybody who was admitted: what every page of the host shows')
  @Query(() => Storefront, { description: 'The authority behind the host asked.' })
  storefront(@Ctx() ctx: RequestContext): Storefront {
    const { slug, name, currency, timeZone, accentColor } = ctx.tenant;
    return { slug, name, currency, timeZone, accentColor };
  }
}
