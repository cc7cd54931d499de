/**
 * A business outcome the caller must handle: a code and safe public fields, no prose. Throwing one rolls the transaction
 * back; the edge turns those a use case declares into members of the mutation's result union and masks the rest.
 */
export abstract class DomainFailure extends Error {
  abstract readonly code: string;
}

/** An input that no state of the system could accept. */
export class InvalidInput extends DomainFailure {
  readonly code = 'INVALID_INPUT';

  /**
   * @param field path of the offending input field, e.g. `lines.0.quantity`
   * @param rule what it breaks, e.g. `range`, `format`, `required`
   * @param limit the bound it misses, where there is one
   */
  constructor(
    readonly field: string,
    readonly rule: string,
    readonly limit?: string,
  ) {
    super(`${field}: ${rule}`);
  }
}
