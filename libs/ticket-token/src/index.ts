export { CODE_LENGTH, formatHumanCode, newHumanCode, readHumanCode } from './human-code.js';
export { newKeyPair, privateKeyOf, publicKeyOf, type KeyPair } from './keys.js';
export { decodeClaims, encodeClaims, TicketFlag, type TicketClaims } from './ticket-claims.js';
export { readTicket, type ReadTicket, type TicketFault, type TicketText, type VerifiedTicket } from './ticket-text.js';
export { signTicket, verifyTicket, type SigningKey } from './ticket-token.js';
