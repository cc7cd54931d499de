export { BuyForm } from './buying/buy-form.js';
export { OrderPage } from './order/order-page-on-demand.js';
