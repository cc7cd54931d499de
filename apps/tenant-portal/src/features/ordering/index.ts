export { BuyForm } from './buying/buy-form.js';
export { MyOrdersPage } from './mine/my-orders-page.js';
export { OrderPage } from './order/order-page-on-demand.js';
