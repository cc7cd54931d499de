import { expect, it } from '@jest/globals';

import { html, page, pageHeaders } from './page.js';

const HOSTILE = `"><script>pwned=1</script><img src=x onerror='pwned=1'>&`;

it('[D04] has no markup but its own, whatever a tenant is called', () => {
  const text = page('en', HOSTILE, html`<a href="/?next=${HOSTILE}">${HOSTILE}</a>`);
  expect(text).not.toMatch(/<script|<img|onerror='/);
  expect(text.match(/&#60;script&#62;/g)).toHaveLength(4);
  expect(pageHeaders['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^' ]+'; /);
});
