import './node-version.mjs';

// Loaded only now: an older Node would not get through its syntax, and say nothing of use.
void import('./commands/test-keycloak.mjs');
