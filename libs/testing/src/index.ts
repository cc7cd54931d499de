export { TwoTenants } from './two-tenants.js';
