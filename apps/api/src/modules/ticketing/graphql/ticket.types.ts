import { DateTimeScalar, LocalizedTextType, mask, Personal } from '@lianpiao/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

import type { LocalizedText } from '../../catalog/index.js';
import { factsOf, type OrderFacts } from '../../ordering/index.js';
import { PassState } from '../domain/pass-state.js';

/** Staff tell tickets apart and void them; nobody but the buyer has what opens a gate. */
const TO_ENTER = { of: 'Visitor', facts: factsOf, mask: mask.reference } as const;
const TO_NAME = { of: 'Order', facts: factsOf, mask: mask.reference } as const;

@ObjectType({ description: 'An attraction as a ticket or a gate names it.' })
export class AttractionLabel {
  @Field(() => String, { description: 'Short code.' })
  readonly code!: string;

  @Field(() => LocalizedTextType, { description: 'Name.' })
  readonly name!: LocalizedText;
}

@ObjectType('Ticket', { description: 'What a visitor shows at the gate.' })
export class TicketType {
  readonly facts!: Partial<OrderFacts>;
  readonly attractionIds!: readonly string[];
  readonly visitedIds!: readonly string[];

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Personal(TO_NAME)
  @Field(() => String, { description: 'Code to type where the QR code cannot be read; its last character is a check.' })
  readonly code!: string;

  @Personal(TO_ENTER)
  @Field(() => String, { description: 'Signed token. Whoever holds it may enter.' })
  readonly token!: string;

  @Personal(TO_ENTER)
  @Field(() => String, { description: 'Text to draw the QR code from.' })
  readonly qrText!: string;

  @Field(() => PassState, { description: 'Where it is in its life.' })
  readonly state!: PassState;

  @Field(() => String, { description: 'Who it is for, as in OCTO.' })
  readonly unitType!: string;

  @Field(() => DateTimeScalar, { description: 'First instant it opens a gate.' })
  readonly validFrom!: Date;

  @Field(() => DateTimeScalar, { description: 'From this instant it opens none; the first visit may bring it closer.' })
  readonly validUntil!: Date;

  @Field(() => Int, { description: 'Visits made.' })
  readonly visitsUsed!: number;

  @Field(() => Int, { nullable: true, description: 'Visits in all; null for no limit.' })
  readonly visitsTotal!: number | null;
}

@ObjectType({ description: 'A public key that tickets are verified with.' })
export class TicketKey {
  @Field(() => ID, { description: 'The id that tickets name it by.' })
  readonly keyId!: string;

  @Field(() => String, { description: 'Signature algorithm: Ed25519 (RFC 8032).' })
  readonly algorithm!: string;

  @Field(() => String, { description: 'The raw key in base64url.' })
  readonly publicKey!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when nothing new is signed with it.' })
  readonly retiredAt!: Date | null;
}

@ObjectType({ description: 'A ticket that no longer opens a gate.' })
export class TicketRevoked {
  @Field(() => String, { description: 'Its code.' })
  readonly code!: string;

  @Field(() => PassState, { description: 'The state it is in now.' })
  readonly state!: PassState;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly revokedAt!: Date;
}
