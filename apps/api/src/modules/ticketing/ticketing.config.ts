import { defineConfig, secret, type ConfigOf } from '@lianpiao/config';

export const ticketingConfig = defineConfig('Tickets', {
  DATA_ENCRYPTION_KEY: secret(
    "At least 32 random characters; seals each tenant's ticket-signing keys at rest (HKDF, AES-256-GCM)",
  ),
});
export type TicketingConfig = ConfigOf<typeof ticketingConfig>;
export const TICKETING_CONFIG = Symbol('TicketingConfig');
