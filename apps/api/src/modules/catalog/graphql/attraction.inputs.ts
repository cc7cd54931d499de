import { Base64Scalar, CommandInput, PageArgs } from '@lianpiao/graphql';
import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';

@ArgsType()
export class AttractionsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only those of this city, named in either language.' })
  readonly city?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those with this in their code or name, in either language.',
  })
  readonly search?: string | null;
}

@InputType({
  description:
    'A file of attractions. A code that exists is updated; attractions that are not in the file stay as they are.',
})
export class ImportAttractionsInput extends CommandInput {
  @Field(() => Base64Scalar, {
    description:
      'CSV in UTF-8, up to 2 MiB and 5,000 rows, with the columns code, name_zh, name_en, level, city, category, latitude, longitude, list_price_<currency>, daily_capacity, opens, closes, timed_entry in any order.',
  })
  readonly fileBase64!: Buffer;

  @Field(() => Boolean, { defaultValue: false, description: 'Only say what would happen.' })
  readonly dryRun!: boolean;
}

@ObjectType({ description: 'What an import did, or with `dryRun` would do.' })
export class AttractionImport {
  @Field(() => Boolean, { description: 'Whether nothing was written.' })
  readonly dryRun!: boolean;

  @Field(() => Int, { description: 'Attractions that are new.' })
  readonly created!: number;

  @Field(() => Int, { description: 'Attractions that were changed.' })
  readonly updated!: number;

  @Field(() => Int, { description: 'Attractions that were as in the file.' })
  readonly unchanged!: number;

  @Field(() => Int, { description: 'Rows of the file.' })
  readonly total!: number;
}
