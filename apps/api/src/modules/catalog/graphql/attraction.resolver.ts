import { Can, Ctx, type RequestContext } from '@lianpiao/authz';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';

import { BrowseAttractions } from '../queries/browse-attractions.js';
import { ImportAttractions } from '../use-cases/import-attractions.js';
import { AttractionsArgs, ImportAttractionsInput } from './attraction.inputs.js';
import { Attraction, AttractionConnection } from './attraction.type.js';
import { ImportAttractionsResult } from './catalog.results.js';

@Resolver(() => Attraction)
export class AttractionResolver {
  constructor(
    private readonly browse: BrowseAttractions,
    private readonly importFile: ImportAttractions,
  ) {}

  @Can('read', 'Attraction')
  @Query(() => AttractionConnection, { description: "The region's attractions, by code." })
  attractions(@Ctx() ctx: RequestContext, @Args() args: AttractionsArgs) {
    return this.browse.page(ctx, args);
  }

  @Can('read', 'Attraction')
  @Query(() => Attraction, {
    nullable: true,
    description: 'One attraction; null when there is none or it is not for the caller to see.',
  })
  attraction(@Ctx() ctx: RequestContext, @Args('code', { description: 'Its code.' }) code: string) {
    return this.browse.byCode(ctx, code);
  }

  @Can('create', 'Attraction')
  @Mutation(() => ImportAttractionsResult, {
    description: 'Creates and updates attractions from a file: all of it or nothing.',
  })
  importAttractions(
    @Ctx() ctx: RequestContext,
    @Args('input', { description: 'The file.' }) input: ImportAttractionsInput,
  ) {
    return this.importFile.execute(ctx, input);
  }
}
