import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { LAST_PRODUCT, PASSES, passProducts, single } from './assortment.js';
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
import type { Progress } from './progress.js';
import { readState, writeState } from './state.js';
import { succeeded, type TenantApi } from './tenant-api.js';

const BUREAU = 'bureau';
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
