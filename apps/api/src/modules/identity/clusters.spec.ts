import { describe, expect, it } from '@jest/globals';

import { clusters } from './clusters.js';

const parse = (text: string) => clusters('clusters').safeParse(text);

describe('KEYCLOAK_CLUSTERS', () => {
  it('says for each address whose secret makes realms there; a comma within a secret is written %2C', () => {
    const { data } = parse('https://two.example=provisioner:s=e:c%2Cret, http://three.example:8080/auth=other:x');
    const told = [...(data ?? [])].map(([url, { clientId, secret }]) => [url, clientId, secret.reveal()]);
    expect(told).toEqual([
      ['https://two.example', 'provisioner', 's=e:c,ret'],
      ['http://three.example:8080/auth', 'other', 'x'],
    ]);
  });

  it('prints no secret', () => {
    expect(JSON.stringify([...(parse('https://two.example=provisioner:hush').data ?? [])])).not.toContain('hush');
  });

  it.each([
    'https://two.example',
    'https://two.example=provisioner',
    'two.example=provisioner:x',
    'https://two.example=a:x,https://two.example=b:y',
    'https://two.example=a:x,',
  ])('refuses %s', (text) => {
    expect(parse(text).success).toBe(false);
  });
});
