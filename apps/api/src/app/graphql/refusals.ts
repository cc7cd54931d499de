import type { RequestContext } from '@lianpiao/authz';
import { DomainFailure } from '@lianpiao/kernel';
import type { Logger } from '@lianpiao/telemetry';
import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter, type HttpAdapterHost } from '@nestjs/core';
import { GqlArgumentsHost } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

interface Carrier {
  readonly requestContext?: RequestContext;
}

/** A refusal that was expected of us is a line that says which; without this, Nest logs it as an error with its stack. */
@Catch(DomainFailure)
export class RefusalFilter extends BaseExceptionFilter<DomainFailure> {
  constructor(
    { httpAdapter }: HttpAdapterHost,
    private readonly logger: Logger,
  ) {
    super(httpAdapter);
  }

  /** @throws the refusal itself: the answer is made of it further up */
  override catch(refusal: DomainFailure, host: ArgumentsHost): void {
    if (host.getType<'graphql' | 'http'>() !== 'graphql') {
      super.catch(refusal, host);
      return;
    }
    const door = GqlArgumentsHost.create(host);
    const { requestContext } = door.getContext<Carrier>();
    const { parentType, fieldName } = door.getInfo<GraphQLResolveInfo>();
    const about = { requestId: requestContext?.requestId, tenant: requestContext?.tenant.slug };
    this.logger.info({ ...about, field: `${parentType.name}.${fieldName}`, code: refusal.code }, 'refused');
    throw refusal;
  }
}
