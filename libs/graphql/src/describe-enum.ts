import { registerEnumType } from '@nestjs/graphql';

type Descriptions<Enum> = { readonly [Value in keyof Enum]: { readonly description: string } };

/** Registers an enum with a word on each value: the type check asks for every one. */
export function describeEnum<Enum extends Readonly<Record<string, string>>>(
  name: string,
  description: string,
  values: Enum,
  valuesMap: Descriptions<Enum>,
): void {
  registerEnumType(values, { name, description, valuesMap });
}
