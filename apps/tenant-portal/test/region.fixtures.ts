import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Platform } from '../../../apps/api/test/e2e/platform.fixtures.js';
import { CreateProduct, ImportAttractions, PublishProduct } from '../../../tools/demo/operations/bureau.js';

const ATTRACTIONS = join(import.meta.dirname, '../../../data/yrd-attractions.csv');
const TINY = { code: 'cangjing', zh: '藏经小阁', en: 'Hidden Scriptures Pavilion' };

const onVisitDate = {
  dated: true,
  validityClock: 'CALENDAR_DAYS',
  validityStarts: 'VISIT_DATE',
  validityPeriod: 'P1D',
} as const;
const fromFirstUse = {
  dated: false,
  validityClock: 'CALENDAR_DAYS',
  validityStarts: 'FIRST_USE',
  activateWithin: 'P180D',
} as const;

interface Place {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly price: string;
}

/**
 * A region on sale: the 36 attractions of the demo and one that admits two visitors a day; a joint pass, a combo, an annual
 * card, and single tickets of the first `singles` attractions.
 */
export async function openRegion(platform: Platform, singles: number): Promise<void> {
  const token = await platform.token('yrd', 'admin');
  const csv = `${(await readFile(ATTRACTIONS, 'utf8')).trimEnd()}\n${rowOf(TINY)}\n`;
  const fileBase64 = Buffer.from(csv).toString('base64');
  await command(platform, token, ImportAttractions, { fileBase64, dryRun: false });
  const places = placesIn(csv);
  for (const product of [...passes(places), ...places.slice(0, singles).map(single), single(tiny())]) {
    await command(platform, token, CreateProduct, product);
    await command(platform, token, PublishProduct, { code: product.code });
  }
}

/** Sends a command of the bureau, which must succeed. */
async function command(platform: Platform, token: string, document: { toString(): string }, input: object) {
  const { body } = await platform.ask(
    'yrd',
    document.toString(),
    { input: { ...input, idempotencyKey: randomUUID() } },
    token,
  );
  const [answer] = Object.values(body.data ?? {}) as { __typename: string; code?: string }[];
  if (!answer || answer.code) throw new Error(`the bureau was refused: ${JSON.stringify(body)}`);
}

function passes(places: readonly Place[]) {
  const codes = places.map(({ code }) => code);
  return [
    {
      ...fromFirstUse,
      code: 'joint-pass',
      kind: 'JOINT_PASS',
      name: { zh: '长三角畅游联票', en: 'Delta Pass' },
      summary: {
        zh: '三天走遍江南：古镇、园林与湖山，自由搭配。',
        en: 'Three days across the delta: water towns, gardens and lakes, as you like.',
      },
      validityPeriod: 'P3D',
      visitsTotal: 5,
      visitsPerAttraction: 1,
      attractionCodes: codes,
      units: [
        { type: 'ADULT', priceMinor: '29800' },
        { type: 'CHILD', priceMinor: '14900' },
      ],
    },
    {
      ...fromFirstUse,
      code: 'water-towns',
      kind: 'COMBO',
      name: { zh: '江南水乡三镇联票', en: 'Three Water Towns' },
      validityPeriod: 'P2D',
      visitsTotal: 3,
      visitsPerAttraction: 1,
      attractionCodes: ['zhouzhuang', 'tongli', 'xitang'],
      units: [{ type: 'ADULT', priceMinor: '23800' }],
    },
    {
      code: 'annual-card',
      kind: 'ANNUAL_PASS',
      name: { zh: '长三角文旅年卡', en: 'Delta Annual Card' },
      dated: false,
      validityClock: 'CALENDAR_DAYS',
      validityStarts: 'PURCHASE',
      validityPeriod: 'P1Y',
      visitsPerAttractionPerDay: 1,
      attractionCodes: codes,
      units: [{ type: 'ADULT', priceMinor: '59800' }],
    },
  ];
}

function single({ code, zh, en, price }: Place) {
  return {
    ...onVisitDate,
    code: `single-${code.replaceAll('_', '-')}`,
    kind: 'SINGLE',
    name: { zh: `${zh}门票`, en },
    attractionCodes: [code],
    units: [{ type: 'ADULT', priceMinor: price }],
  };
}

function placesIn(csv: string): Place[] {
  const rows = csv.trim().split('\n').slice(1);
  return rows
    .map((row) => row.split(','))
    .filter(([code]) => code !== TINY.code)
    .map(([code = '', zh = '', en = '', , , , , , , price = '']) => ({ code, zh, en, price: `${price}00` }));
}

function tiny(): Place {
  return { ...TINY, price: '1200' };
}

function rowOf({ code, zh, en }: typeof TINY): string {
  return [code, zh, en, '3A', 'Suzhou', '苏州', 'garden', '31.3', '120.6', '12', '2', '08:00', '17:00', 'false'].join(
    ',',
  );
}
