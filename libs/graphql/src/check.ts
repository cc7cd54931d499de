import { hasUnmeant, InvalidInput } from '@lianpiao/kernel';

/** Checks of input fields. Each throws InvalidInput naming the field, the rule it breaks and the limit. */
export const check = {
  /** Trimmed text of 1 to `max` characters. */
  text(field: string, value: string, max: number): string {
    const text = value.trim().normalize('NFC');
    if (text === '') throw new InvalidInput(field, 'required');
    return check.optionalText(field, text, max);
  },

  optionalText(field: string, value: string, max: number): string {
    if (value.length > max) throw new InvalidInput(field, 'length', String(max));
    if (hasUnmeant(value)) throw new InvalidInput(field, 'characters');
    return value.trim().normalize('NFC');
  },

  range<T extends bigint | number>(field: string, value: T, min: T, max: T): T {
    if (value < min || value > max) throw new InvalidInput(field, 'range', `${min}..${max}`);
    return value;
  },

  pattern(field: string, value: string, pattern: RegExp, name: string): string {
    if (!pattern.test(value)) throw new InvalidInput(field, 'format', name);
    return value;
  },

  idempotencyKey(value: string): string {
    return check.pattern('idempotencyKey', value, /^[\x21-\x7e]{8,128}$/, '8..128 visible ASCII characters');
  },
};
