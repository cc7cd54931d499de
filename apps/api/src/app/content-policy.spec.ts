import { describe, expect, it } from '@jest/globals';

import { explorerPolicy, portalPolicy } from './content-policy.js';

function directives(policy: string): Readonly<Record<string, string>> {
  const named = policy.split('; ').map((one) => [one.replace(/ .*/, ''), one.replace(/^\S+ /, '')] as const);
  return Object.fromEntries(named);
}

describe('the policy of the portal', () => {
  it('names the origin of the issuer, and no other', () => {
    expect(directives(portalPolicy('https://id.example.com/auth'))).toEqual({
      'default-src': "'none'",
      'frame-ancestors': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'connect-src': "'self' https://id.example.com",
      'form-action': "'self' https://id.example.com",
      'frame-src': 'https://id.example.com',
      'base-uri': "'none'",
    });
  });
});

describe('the policy of the explorer', () => {
  it('allows the script in the page by its digest, and asks nobody else', () => {
    const page = '<script type="module" src="main.js"></script><script type="module" nonce="">\nstart();\n</script>';
    expect(directives(explorerPolicy(page))).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self' 'sha256-FflUquKLTOFZgk0+8VvCqtWVuUbHfg32FlrpTHo84aw='",
      'connect-src': "'self'",
    });
  });
});
