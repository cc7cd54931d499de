import type { TenantJob } from '@lianpiao/jobs';
import { Inject, Injectable } from '@nestjs/common';

import { WorkFolders } from '../../tenancy/index.js';
import { CONTROL_CONFIG, type ControlConfig } from '../control.config.js';

/** Removes the plain text of archives that killed processes left, whether or not another archive is ever written. */
@Injectable()
export class SweepArchivesJob implements TenantJob {
  readonly name = 'control.sweepArchives';
  readonly everyMs = 60_000;
  private readonly folders: WorkFolders;

  constructor(@Inject(CONTROL_CONFIG) config: ControlConfig) {
    this.folders = new WorkFolders(config.ARCHIVE_DIR);
  }

  async run(): Promise<number> {
    await this.folders.sweep();
    return 0;
  }
}
