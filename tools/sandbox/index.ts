export { localFetch, type LocalFetchInit } from './http/local-fetch.js';
export type { Listening } from './http/loopback-server.js';
export { type IssuerOptions, startIssuer } from './issuer/start-issuer.js';
export { clientAssertion, clientToken, type ClientToken, keyedClientToken } from './sign-in/client-token.js';
export { authorizationCode, type SignedIn, signIn, SignInRefused, signUp } from './sign-in/sign-in.js';
export { requestToken, TokenRefused } from './sign-in/token-request.js';
export { type PspOptions, startPsp } from './psp/start-psp.js';
export { isSignedBy, signatureHeader } from './psp/signature.js';
