import { InvalidInput, isLocalDate } from '@lianpiao/kernel';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function fromText<T>(
  name: string,
  description: string,
  parse: (text: string) => T,
  serialize: (value: unknown) => string,
) {
  const read = (value: unknown): T => {
    if (typeof value !== 'string') throw badValue(name);
    return parse(value);
  };
  return new GraphQLScalarType<T, string>({
    name,
    description,
    serialize,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}

function badValue(scalar: string): GraphQLError {
  return new GraphQLError(`not a ${scalar}`, { extensions: { code: 'BAD_USER_INPUT', scalar } });
}

/** Whole minor units as a decimal string, since JSON numbers are floats. */
export const MinorUnits = fromText(
  'MinorUnits',
  'An amount in whole minor units (fen, cents, yen) as a decimal string of at most 18 digits: JSON numbers are floats.',
  (text) => {
    if (!/^-?\d{1,18}$/.test(text)) throw badValue('MinorUnits');
    return BigInt(text);
  },
  (value) => String(value),
);

export const LocalDateScalar = fromText(
  'LocalDate',
  'A calendar date without a zone, YYYY-MM-DD (ISO 8601).',
  (text) => {
    if (!isLocalDate(text)) throw badValue('LocalDate');
    return text;
  },
  (value) => String(value),
);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

export const DateTimeScalar = fromText(
  'DateTime',
  'An instant, ISO 8601 with its zone; answered in UTC.',
  (text) => {
    const exists = INSTANT.test(text) && isLocalDate(text.slice(0, 10));
    const at = new Date(exists ? text : Number.NaN);
    if (Number.isNaN(at.getTime())) throw badValue('DateTime');
    return at;
  },
  (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('not an instant');
  },
);

export const Base64Scalar = fromText(
  'Base64',
  'Bytes of a file in base64 (RFC 4648).',
  (text) => {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw badValue('Base64');
    return Buffer.from(text, 'base64');
  },
  (value) => {
    if (Buffer.isBuffer(value)) return value.toString('base64');
    throw new InvalidInput('file', 'format');
  },
);
