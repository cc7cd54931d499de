import { check } from '@lianpiao/graphql';
import { InvalidInput } from '@lianpiao/kernel';

import { PriceAboveCeiling } from '../catalog.failures.js';
import type { UnitType } from './product-terms.js';

export interface PriceRequest {
  readonly priceMinor: bigint;
  readonly ceilingMinor?: bigint | null;
  readonly approvalNumber?: string | null;
}

/** The highest price the pricing authority has approved. State-resource sites may sell below it, never above. */
export interface Ceiling {
  readonly minor: bigint;
  readonly approvalNumber: string;
}

export interface UnitPrice {
  readonly minor: bigint;
  readonly ceiling: Ceiling | null;
}

const DEAREST = 10n ** 12n;

/**
 * A price under the ceiling that comes with it, or else under the one in force.
 * @throws InvalidInput, PriceAboveCeiling
 */
export function unitPrice(
  request: PriceRequest,
  type: UnitType,
  path: string,
  inForce: Ceiling | null = null,
): UnitPrice {
  const minor = check.range(`${path}priceMinor`, request.priceMinor, 0n, DEAREST);
  const ceiling = newCeiling(request, path) ?? inForce;
  if (ceiling && minor > ceiling.minor) throw new PriceAboveCeiling(type, minor, ceiling.minor);
  return { minor, ceiling };
}

/** A ceiling is worth nothing without the number it was approved under, nor the number without the ceiling. */
function newCeiling({ ceilingMinor = null, approvalNumber = null }: PriceRequest, path: string): Ceiling | null {
  if (ceilingMinor === null && approvalNumber === null) return null;
  if (ceilingMinor === null) throw new InvalidInput(`${path}ceilingMinor`, 'required');
  if (approvalNumber === null) throw new InvalidInput(`${path}approvalNumber`, 'required');
  return {
    minor: check.range(`${path}ceilingMinor`, ceilingMinor, 0n, DEAREST),
    approvalNumber: check.text(`${path}approvalNumber`, approvalNumber, 100),
  };
}
