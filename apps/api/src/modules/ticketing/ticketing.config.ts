import { dataKey, defineConfig, type ConfigOf } from '@lianpiao/config';

export const ticketingConfig = defineConfig('Tickets', {
  DATA_ENCRYPTION_KEY: dataKey(),
});
export type TicketingConfig = ConfigOf<typeof ticketingConfig>;
export const TICKETING_CONFIG = Symbol('TicketingConfig');
