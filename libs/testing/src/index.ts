export { EmptyDatabase } from './empty-database.js';
export { TwoTenants } from './two-tenants.js';
