export { AccountMenu } from './account-menu.js';
export { SignInButton } from './sign-in-button.js';
export { SignOutButton } from './sign-out-button.js';
export { SignedInPage } from './signed-in-page.js';
