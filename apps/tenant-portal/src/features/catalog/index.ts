export { CataloguePage } from './catalogue-page.js';
export { ProductPage } from './product-page.js';
export { ProductTerms } from './product-terms.js';
