import { Controller, Get, Headers, Param, ParseIntPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PricesService } from './prices.service.js';

@ApiTags('prices')
@Controller('prices')
export class PricesController {
  constructor(private readonly prices: PricesService) {}

  @Get('currencies')
  currencies() {
    return this.prices.currencies();
  }

  @Get(':productId')
  quote(@Param('productId', ParseIntPipe) productId: number, @Headers('x-request-id') requestId: string) {
    return this.prices.quote(productId, requestId);
  }
}
