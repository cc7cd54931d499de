import { Ctx, Open, type RequestContext } from '@lianpiao/authz';
import {
  Controller,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Req,
  UnauthorizedException,
  type RawBodyRequest,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { PaymentProvider } from '../ordering.ports.js';
import { ReceivePaymentNotice } from '../use-cases/receive-payment-notice.js';

/** Where payment providers report. The signature over the raw body is the caller's proof. */
@Controller('webhooks/payments')
export class PaymentWebhookController {
  constructor(
    private readonly provider: PaymentProvider,
    private readonly receiveNotice: ReceivePaymentNotice,
  ) {}

  @Open('signature over the raw body')
  @Post(':provider')
  @HttpCode(200)
  async receive(
    @Ctx() ctx: RequestContext,
    @Param('provider') provider: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ) {
    if (provider !== this.provider.name) throw new NotFoundException();
    const signature = request.headers['x-signature'];
    const rawBody = request.rawBody ?? Buffer.alloc(0);
    const verdict = await this.receiveNotice.execute(
      ctx.tenant,
      Array.isArray(signature) ? undefined : signature,
      rawBody,
    );
    if (verdict === 'forged') throw new UnauthorizedException();
    return { verdict };
  }
}
