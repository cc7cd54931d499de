export interface Passes {
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

export const PASSES: Readonly<Record<string, Passes>> = {
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
const TASTER_SECONDS = 4;

/** Published after all others: where it is on sale, the region is whole. */
export const LAST_PRODUCT = 'taster';

/** A day ticket of one attraction, at its gate price. */
export function single(
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

/** What nobody but the region sells. */
export function passProducts({ combo, joint, annual, taster }: Passes, codes: readonly string[]) {
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
