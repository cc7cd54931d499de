export { CODE_LENGTH, formatHumanCode, newHumanCode, readHumanCode } from './human-code.js';
export { newKeyPair, privateKeyOf, publicKeyOf, type KeyPair } from './keys.js';
export { decodeClaims, encodeClaims, TicketFlag, type TicketClaims } from './ticket-claims.js';
export { readTicket, signTicket, verifyTicket, type ReadTicket, type SigningKey, type TicketFault, type TicketText, type VerifiedTicket } from './ticket-token.js';
