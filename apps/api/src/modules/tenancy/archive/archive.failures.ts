import { FailureType } from '@lianpiao/graphql';
import { DomainFailure } from '@lianpiao/kernel';
import { Field } from '@nestjs/graphql';

export type ArchiveFault =
  | 'UNREADABLE'
  | 'TOO_LARGE'
  | 'NOT_AN_ARCHIVE'
  | 'NEWER_FORMAT'
  | 'UNKNOWN_MIGRATION'
  | 'OTHER_MIGRATION'
  | 'OTHER_ARCHIVE'
  | 'OTHER_DATA_KEY'
  | 'MISSING_FILE'
  | 'UNKNOWN_FILE'
  | 'UNKNOWN_TABLE'
  | 'MISSING_TABLE'
  | 'OTHER_COLUMNS'
  | 'OTHER_HASH'
  | 'OTHER_COUNT'
  | 'WRONG_VALUE';

/** The archive is not one that can be restored here; nothing of it was kept. Names the file in it, and where in that. */
export class ArchiveRefused extends DomainFailure {
  readonly code = 'ARCHIVE_REFUSED';

  constructor(
    readonly fault: ArchiveFault,
    readonly file: string,
    readonly where?: string,
  ) {
    super(`${file}: ${fault}${where ? ` (${where})` : ''}`);
  }
}

@FailureType('There is, or was, a tenant of that slug.')
export class SlugTaken extends DomainFailure {
  readonly code = 'SLUG_TAKEN';

  @Field(() => String, { description: 'What state it is in.' })
  readonly state: string;

  constructor(state: string) {
    super(state);
    this.state = state;
  }
}
