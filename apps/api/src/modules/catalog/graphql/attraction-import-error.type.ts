import { Field, Int, ObjectType } from '@nestjs/graphql';

import { ImportErrorCode, type ImportError } from '../domain/import-error.js';

@ObjectType({ description: 'One thing that is wrong with a file of attractions, and where.' })
export class AttractionImportError implements ImportError {
  @Field(() => Int, {
    nullable: true,
    description: 'Line of the file, the header being 1; null when it is about the whole file.',
  })
  readonly row!: number | null;

  @Field(() => String, { nullable: true, description: 'The column.' })
  readonly column!: string | null;

  @Field(() => ImportErrorCode, { description: 'What is wrong.' })
  readonly code!: ImportErrorCode;

  @Field(() => String, { nullable: true, description: 'What stood there, cut to 40 characters.' })
  readonly value!: string | null;
}
