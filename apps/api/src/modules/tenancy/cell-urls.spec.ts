import { describe, expect, it } from '@jest/globals';
import { Secret } from '@lianpiao/config';

import { cellUrls } from './cell-urls.js';
import { DatabaseAddresses } from './database-addresses.js';

const CONTROL = 'postgresql://owner:secret@control.example:5432/lianpiao';
const parse = (text: string) => cellUrls('cells').safeParse(text);

function addresses(text?: string): DatabaseAddresses {
  return new DatabaseAddresses({
    DATABASE_URL: new Secret(CONTROL),
    APP_DB_PASSWORD: new Secret('p@ss'),
    CELL_URLS: text === undefined ? undefined : cellUrls('cells').parse(text),
  });
}

describe('addresses of the cells', () => {
  it('are one beside the control plane when nothing is said', () => {
    const known = addresses();
    expect(known.cells).toEqual(['cell-1']);
    expect(known.owner('cell-1')).toBe('postgresql://owner:secret@control.example:5432/lianpiao_cell_1');
    expect(known.app()).toBe('postgresql://lianpiao_app:p%40ss@control.example:5432/lianpiao');
  });

  it('are those of CELL_URLS: as given, or a database named after both where only a server is given', () => {
    const known = addresses('cell-1=postgres://a:b@one:5433/first,cell-2=postgres://a:b@two');
    expect(known.cells).toEqual(['cell-1', 'cell-2']);
    expect(known.owner('cell-1')).toBe('postgres://a:b@one:5433/first');
    expect(known.app('cell-2')).toBe('postgres://lianpiao_app:p%40ss@two/lianpiao_cell_2');
    expect(known.maintenance('cell-2')).toBe('postgres://a:b@two/postgres');
    expect(() => known.owner('cell-3')).toThrow('CELL_URLS names no cell cell-3');
  });

  it.each([
    'cell-1',
    'cell-1=http://x',
    'Cell=postgres://x/y',
    'a=postgres://x/y,a=postgres://z/y',
    'a=postgres://x/y,',
  ])('are refused where they cannot be read: %s', (text) => {
    expect(parse(text).success).toBe(false);
  });
});
