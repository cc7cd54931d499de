/** Why a bearer token is refused. The caller only learns that it is; the reason is logged. */
export class TokenRefused extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'TokenRefused';
  }
}

/** The provider cannot be worked with now: what is wanted of it stays wanted, and is asked again. */
export class IdentityUnavailable extends Error {
  constructor(cause: unknown) {
    super('the identity provider is not available', { cause });
    this.name = 'IdentityUnavailable';
  }
}

/** The issuer cannot be asked for its keys: not the caller's fault, so 503 and not 401. */
export class IssuerUnavailable extends Error {
  constructor() {
    super('issuer unavailable');
    this.name = 'IssuerUnavailable';
  }
}
