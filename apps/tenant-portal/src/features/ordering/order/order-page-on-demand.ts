import { lazy } from 'react';

/** Loaded by whoever has an order: nobody else needs what draws the codes. */
export const OrderPage = lazy(async () => ({ default: (await import('./order-page.js')).OrderPage }));
