import { CommandInput } from '@lianpiao/graphql';
import { Field, InputType, ObjectType } from '@nestjs/graphql';

@ObjectType({
  description: "A gate's device, which signs in with a key that never leaves it (private_key_jwt, ES256).",
})
export class GateDevice {
  @Field(() => String, { description: 'Code of the gate it stands at.' })
  readonly gateCode!: string;

  @Field(() => String, { description: 'Its client: issuer and subject of what it signs.' })
  readonly clientId!: string;

  @Field(() => String, { description: 'Its key (RFC 7638 thumbprint): `kid` of what it signs.' })
  readonly keyId!: string;

  @Field(() => String, {
    description:
      'Audience of what it signs. Tokens are at <issuer>/protocol/openid-connect/token, for the grant client_credentials.',
  })
  readonly issuer!: string;
}

@ObjectType({ description: "A gate's device that signs in no more." })
export class GateDeviceRemoved {
  @Field(() => String, { description: 'Code of the gate it stood at.' })
  readonly gateCode!: string;
}

@InputType({ description: 'The device at a gate; it takes the place of the one before.' })
export class RegisterGateDeviceInput extends CommandInput {
  @Field(() => String, { description: 'Code of the gate.' })
  readonly gateCode!: string;

  @Field(() => String, {
    description: 'Its public key on P-256, as JWK or as PEM (BEGIN PUBLIC KEY), at most 2,000 characters.',
  })
  readonly publicKey!: string;
}

@InputType({ description: 'The device to remove.' })
export class RemoveGateDeviceInput extends CommandInput {
  @Field(() => String, { description: 'Code of its gate.' })
  readonly gateCode!: string;
}
