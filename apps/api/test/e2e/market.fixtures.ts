import { Platform } from './platform.fixtures.js';
import { Provider } from './provider.fixtures.js';
import { Region } from './region.fixtures.js';
import { Shop } from './shop.fixtures.js';

/** Two regions on sale on one platform, with a payment provider and a worker. */
export class Market {
  private constructor(
    readonly platform: Platform,
    readonly provider: Provider,
    readonly yrd: Shop,
    readonly kansai: Shop,
  ) {}

  /** What the platform is told beyond the usual may depend on where the provider listens. */
  static async open(
    envFor: (provider: Provider) => Promise<Readonly<Record<string, string>>> = () => Promise.resolve({}),
  ): Promise<Market> {
    const provider = await Provider.start();
    try {
      const env = { ...provider.env, ...(await envFor(provider)) };
      const platform = await Platform.start({ env, working: true });
      const [yrd, kansai] = await Promise.all([
        new Region(platform, 'yrd').open(),
        new Region(platform, 'kansai').open(),
      ]);
      return new Market(platform, provider, new Shop(yrd, provider), new Shop(kansai, provider));
    } catch (error) {
      await provider.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.platform.stop();
    await this.provider.close();
  }
}
