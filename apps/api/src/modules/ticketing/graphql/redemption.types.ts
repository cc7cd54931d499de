import { connectionOf, DateTimeScalar, Impersonal, LocalizedTextType, PageArgs } from '@lianpiao/graphql';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

import type { LocalizedText } from '../../catalog/index.js';
import { RefusalReason } from '../domain/refusal-reason.js';
import { AttractionLabel } from './ticket.types.js';
import { RedemptionOutcome } from './ticketing.enums.js';

@InputType({ description: 'A scan at a gate.' })
export class RedeemTicketInput {
  @Field(() => String, { description: 'Text of the QR code, or the code of the ticket as it was typed.' })
  readonly ticket!: string;

  @Field(() => String, { description: 'Code of the gate.' })
  readonly gateCode!: string;

  @Field(() => String, {
    description: "The device's own number of this scan, 8 to 64 characters; sent again, it gets the first answer.",
  })
  readonly scanNonce!: string;

  @Field(() => DateTimeScalar, { description: 'When the device scanned it. The decision goes by our clock.' })
  readonly scannedAt!: Date;
}

@ObjectType({ description: 'The holder may go in.' })
export class RedemptionAccepted {
  @Field(() => ID, { description: 'Identifier of the attempt.' })
  readonly redemptionId!: string;

  @Field(() => String, { description: 'Code of the gate.' })
  readonly gateCode!: string;

  @Field(() => AttractionLabel, { description: 'Where it leads.' })
  readonly attraction!: AttractionLabel;

  @Field(() => String, { description: 'Who the ticket is for, as in OCTO: what staff check.' })
  readonly unitType!: string;

  @Field(() => LocalizedTextType, { description: 'Name of the product.' })
  readonly productName!: LocalizedText;

  @Field(() => Int, { description: 'The how-manieth visit to this attraction, from 1.' })
  readonly visit!: number;

  @Field(() => Int, { nullable: true, description: 'Visits left; null for no limit.' })
  readonly visitsLeft!: number | null;

  @Field(() => DateTimeScalar, { description: 'From this instant it opens no gate.' })
  readonly validUntil!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  readonly recordedAt!: Date;
}

@ObjectType({ description: 'The gate stays shut. The attempt is on record.' })
export class RedemptionRefused {
  @Field(() => ID, { description: 'Identifier of the attempt.' })
  readonly redemptionId!: string;

  @Field(() => String, { description: 'Code of the gate.' })
  readonly gateCode!: string;

  @Field(() => AttractionLabel, { description: 'Where it leads.' })
  readonly attraction!: AttractionLabel;

  @Field(() => RefusalReason, { description: 'Why.' })
  readonly reason!: RefusalReason;

  @Field(() => String, { nullable: true, description: 'Who the ticket is for, where it is known.' })
  readonly unitType!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First visit of this ticket to this attraction.' })
  readonly firstVisitAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First instant the ticket opens a gate.' })
  readonly validFrom!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From this instant it opens none.' })
  readonly validUntil!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  readonly recordedAt!: Date;
}

@ObjectType('Redemption', { description: 'An attempt at a gate, refused ones too.' })
export class RedemptionType {
  readonly gateId!: string;
  readonly attractionId!: string;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => RedemptionOutcome, { description: 'What became of it.' })
  readonly outcome!: RedemptionOutcome;

  @Field(() => RefusalReason, { nullable: true, description: 'Why it was refused.' })
  readonly reason!: RefusalReason | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The how-manieth visit of the ticket to the attraction, where accepted.',
  })
  readonly visit!: number | null;

  @Field(() => DateTimeScalar, { description: 'When it was scanned.' })
  readonly scannedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  readonly recordedAt!: Date;

  @Impersonal('an identifier that only the identity provider can resolve')
  @Field(() => String, { description: 'Subject that sent it: a device or a member of staff.' })
  readonly operator!: string;
}

export const RedemptionConnection = connectionOf(RedemptionType, 'Redemption');

@ArgsType()
export class RedemptionsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only of the attraction with this code.' })
  readonly attractionCode?: string | null;

  @Field(() => RedemptionOutcome, { nullable: true, description: 'Only with this outcome.' })
  readonly outcome?: RedemptionOutcome | null;
}
