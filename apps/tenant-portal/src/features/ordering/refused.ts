/** A business outcome the visitor should read about. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    /** What the text about it says, e.g. how many places are left. */
    readonly values: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}
