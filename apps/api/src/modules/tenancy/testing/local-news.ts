import { DirectoryNews } from '../tenancy.ports.js';

/** News within one process: whoever follows hears. */
export class LocalNews extends DirectoryNews {
  private readonly followers: (() => void)[] = [];

  publish(): Promise<void> {
    for (const follower of this.followers) follower();
    return Promise.resolve();
  }

  follow(onChange: () => void): Promise<void> {
    this.followers.push(onChange);
    return Promise.resolve();
  }

  leave(): Promise<void> {
    return Promise.resolve();
  }
}
