import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import type { Progress } from './progress.js';
import {
  AssignSplitRule,
  CreateGates,
  CreatePartner,
  CreateProduct,
  DefineSplitRule,
  ImportAttractions,
  PublishProduct,
} from './operations/bureau.js';
import { Attractions, Catalogue } from './operations/storefront.js';
import { readState, writeState } from './state.js';
import { succeeded, type TenantApi } from './tenant-api.js';

const BUREAU = 'bureau';
/** Published after all others: where it is on sale, the region is whole. */
const LAST_PRODUCT = 'taster';
/** The same at every start: what a killed run has done is answered once more, and the rest gets done. */
const steadyKey = (of: string) => `demo-set-up-${of}`;

export interface Partner {
  readonly id: string;
  readonly secret: string;
}

/** What is on sale: product code to its adult unit and its attractions. */
export interface OnSale {
  readonly units: ReadonlyMap<string, { readonly unitId: string; readonly attractions: readonly string[] }>;
  readonly attractions: readonly string[];
  /** Visits a joint pass is good for. */
  readonly jointVisits: number;
}

interface Passes {
  /** Named attractions, each once. */
  readonly combo: {
    readonly codes: readonly string[];
    readonly priceMinor: string;
    readonly name: { zh: string; en: string };
  };
  readonly joint: { readonly visits: number; readonly priceMinor: string; readonly name: { zh: string; en: string } };
  readonly annual: { readonly priceMinor: string; readonly name: { zh: string; en: string } };
  readonly taster: { readonly priceMinor: string; readonly name: { zh: string; en: string } };
}

const PASSES: Readonly<Record<string, Passes>> = {
  yrd: {
    combo: {
      codes: ['zhouzhuang', 'tongli', 'xitang'],
      priceMinor: '23800',
      name: { zh: '江南水乡三镇联票', en: 'Three Water Towns' },
    },
    joint: {
      visits: 5,
      priceMinor: '29800',
      name: { zh: '长三角畅游联票（36 选 5，3 天）', en: 'Delta Pass: any 5 of 36 in 3 days' },
    },
    annual: { priceMinor: '59800', name: { zh: '长三角文旅年卡', en: 'Delta Annual Card' } },
    taster: { priceMinor: '9900', name: { zh: '限时体验票（任选 2）', en: 'Taster: any 2, at once' } },
  },
  kansai: {
    combo: { codes: ['himeji', 'nijo'], priceMinor: '1600', name: { zh: '两城联票', en: 'Two Castles' } },
    joint: {
      visits: 3,
      priceMinor: '3600',
      name: { zh: '关西三日通票（4 选 3）', en: 'Kansai Pass: any 3 of 4 in 3 days' },
    },
    annual: { priceMinor: '9800', name: { zh: '关西年卡', en: 'Kansai Annual Card' } },
    taster: { priceMinor: '1500', name: { zh: '限时体验票（任选 2）', en: 'Taster: any 2, at once' } },
  },
};

/** How long a taster is valid, in seconds. */
const TASTER_SECONDS = 8;

/** The bureau's first day: attractions, products, split rules, gates, a partner. Skipped where it is done already. */
export async function setUpRegion(
  api: TenantApi,
  file: string,
  progress: Progress,
): Promise<{ onSale: OnSale; partner: Partner }> {
  const before = await catalogue(api);
  if (!before.units.has(LAST_PRODUCT)) await build(api, file, progress);
  return { onSale: before.units.has(LAST_PRODUCT) ? before : await catalogue(api), partner: await partnerOf(api) };
}

async function build(api: TenantApi, file: string, progress: Progress): Promise<void> {
  const passes = PASSES[api.tenant.slug];
  if (!passes) throw new Error(`no passes for ${api.tenant.slug}`);
  await importAttractions(api, file);
  const { attractions } = await api.as(BUREAU, Attractions, {});
  const prices = new Map(attractions.nodes.map(({ code, gatePrice }) => [code, gatePrice.minor]));
  const codes = [...prices.keys()];
  await defineRules(api);
  await createGates(api, codes);
  const products = [...codes.map((code) => single(code, attractions.nodes, prices)), ...passProducts(passes, codes)];
  progress.start(`${api.tenant.name.zh}: products`, products.length);
  for (const { rule, ...product } of products) {
    await publish(api, product, rule);
    progress.advance();
  }
  progress.end();
}

async function importAttractions(api: TenantApi, file: string): Promise<void> {
  const fileBase64 = (await readFile(file)).toString('base64');
  const dry = await api.as(BUREAU, ImportAttractions, {
    input: { fileBase64, dryRun: true, idempotencyKey: randomUUID() },
  });
  succeeded(dry.importAttractions, 'AttractionImport');
  const real = await api.as(BUREAU, ImportAttractions, {
    input: { fileBase64, dryRun: false, idempotencyKey: randomUUID() },
  });
  succeeded(real.importAttractions, 'AttractionImport');
}

async function defineRules(api: TenantApi): Promise<void> {
  const rules = [
    { code: 'gate', definition: { method: 'PER_VISIT_EQUAL', commissionPpm: 50_000, fundPpm: 0, unused: 'AUTHORITY' } },
    {
      code: 'combo',
      definition: { method: 'PER_VISIT_GATE_WEIGHTED', commissionPpm: 60_000, fundPpm: 0, unused: 'VISITED_SHARE' },
    },
    {
      code: 'joint',
      definition: { method: 'PER_VISIT_EQUAL', commissionPpm: 80_000, fundPpm: 20_000, unused: 'VISITED_SHARE' },
    },
    {
      code: 'annual',
      definition: { method: 'AT_CLOSE_EQUAL', commissionPpm: 100_000, fundPpm: 0, unused: 'VISITED_SHARE' },
    },
  ] as const;
  for (const rule of rules) {
    const { defineSplitRule } = await api.as(BUREAU, DefineSplitRule, {
      input: { ...rule, idempotencyKey: steadyKey(rule.code) },
    });
    succeeded(defineSplitRule, 'SplitRule');
  }
}

async function createGates(api: TenantApi, codes: readonly string[]): Promise<void> {
  const gates = codes.map((code) => ({
    code: gateOf(code),
    attractionCode: code,
    name: { zh: '正门', en: 'Main gate' },
  }));
  const { createGates: made } = await api.as(BUREAU, CreateGates, {
    input: { gates, idempotencyKey: steadyKey('gates') },
  });
  succeeded(made, 'GatesCreated');
}

export function gateOf(attraction: string): string {
  return `${attraction}-main`;
}

function single(
  code: string,
  attractions: readonly { code: string; name: { zh: string; en: string } }[],
  prices: ReadonlyMap<string, string>,
) {
  const name = attractions.find((attraction) => attraction.code === code)?.name ?? { zh: code, en: code };
  return {
    code: `single-${code.replaceAll('_', '-')}`,
    kind: 'SINGLE',
    name: { zh: `${name.zh}门票`, en: name.en },
    dated: true,
    validityClock: 'CALENDAR_DAYS',
    validityStarts: 'VISIT_DATE',
    validityPeriod: 'P1D',
    attractionCodes: [code],
    units: [{ type: 'ADULT', priceMinor: prices.get(code) ?? '0' }],
    rule: 'gate',
  } as const;
}

function passProducts({ combo, joint, annual, taster }: Passes, codes: readonly string[]) {
  const fromFirstUse = {
    dated: false,
    validityClock: 'CALENDAR_DAYS',
    validityStarts: 'FIRST_USE',
    activateWithin: 'P180D',
  } as const;
  const adult = (priceMinor: string) => [{ type: 'ADULT', priceMinor }] as const;
  return [
    {
      code: 'combo',
      kind: 'COMBO',
      name: combo.name,
      ...fromFirstUse,
      validityPeriod: 'P2D',
      visitsTotal: combo.codes.length,
      visitsPerAttraction: 1,
      attractionCodes: combo.codes,
      units: adult(combo.priceMinor),
      rule: 'combo',
    },
    {
      code: 'joint-pass',
      kind: 'JOINT_PASS',
      name: joint.name,
      ...fromFirstUse,
      validityPeriod: 'P3D',
      visitsTotal: joint.visits,
      visitsPerAttraction: 1,
      attractionCodes: codes,
      units: adult(joint.priceMinor),
      rule: 'joint',
    },
    {
      code: 'annual-card',
      kind: 'ANNUAL_PASS',
      name: annual.name,
      dated: false,
      validityClock: 'CALENDAR_DAYS',
      validityStarts: 'PURCHASE',
      validityPeriod: 'P1Y',
      visitsPerAttractionPerDay: 1,
      attractionCodes: codes,
      units: adult(annual.priceMinor),
      rule: 'annual',
    },
    {
      code: 'taster',
      kind: 'JOINT_PASS',
      name: taster.name,
      dated: false,
      validityClock: 'ROLLING',
      validityStarts: 'PURCHASE',
      validityPeriod: `PT${TASTER_SECONDS}S`,
      visitsTotal: 2,
      visitsPerAttraction: 1,
      attractionCodes: codes,
      units: adult(taster.priceMinor),
      rule: 'joint',
    },
  ] as const;
}

async function publish(
  api: TenantApi,
  product: Omit<ReturnType<typeof single> | ReturnType<typeof passProducts>[number], 'rule'>,
  ruleCode: string,
): Promise<void> {
  const { attractionCodes, units, ...same } = product;
  const idempotencyKey = steadyKey(product.code);
  const input = { ...same, attractionCodes: [...attractionCodes], units: [...units], idempotencyKey };
  const { createProduct } = await api.as(BUREAU, CreateProduct, { input });
  succeeded(createProduct, 'Product');
  const { assignSplitRule } = await api.as(BUREAU, AssignSplitRule, {
    input: { productCode: product.code, ruleCode, idempotencyKey },
  });
  succeeded(assignSplitRule, 'SplitRule');
  const { publishProduct } = await api.as(BUREAU, PublishProduct, {
    input: { code: product.code, idempotencyKey },
  });
  succeeded(publishProduct, 'Product');
}

async function catalogue(api: TenantApi): Promise<OnSale> {
  const { products } = await api.asVisitor(Catalogue, {});
  const units = new Map(
    products.nodes.map(({ code, attractions, options }) => [
      code,
      { unitId: options[0]?.units[0]?.id ?? '', attractions: attractions.map((attraction) => attraction.code) },
    ]),
  );
  return {
    units,
    attractions: units.get('joint-pass')?.attractions ?? [],
    jointVisits: PASSES[api.tenant.slug]?.joint.visits ?? 0,
  };
}

async function partnerOf(api: TenantApi): Promise<Partner> {
  const { slug } = api.tenant;
  const id = 'ota-ctrip';
  const known = (await readState()).clientSecrets[`${slug}/${id}`];
  if (known) return { id, secret: known };
  const input = {
    code: 'ctrip',
    name: 'Ctrip',
    netRatePpm: 850_000,
    creditLimitMinor: '100000000000',
    idempotencyKey: `${slug}-partner-ctrip`,
  };
  const { createPartner } = await api.as(BUREAU, CreatePartner, { input });
  const { clientSecret } = succeeded(createPartner, 'PartnerCreated');
  const state = await readState();
  await writeState({ ...state, clientSecrets: { ...state.clientSecrets, [`${slug}/${id}`]: clientSecret } });
  return { id, secret: clientSecret };
}
