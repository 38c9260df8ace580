import { Injectable } from '@nestjs/common';
import { ProductsService } from '../products/products.service.js';

export interface Quote {
  productId: number;
  name: string;
  inCurrency: Record<string, number>;
}

const rates: Record<string, number> = { EUR: 1, USD: 1.09, CHF: 0.96 };

@Injectable()
export class PricesService {
  /** A page asks for the same quote several times within one request. */
  private readonly cache = new Map<string, Quote>();

  constructor(private readonly products: ProductsService) {}

  currencies() {
    return Object.keys(rates);
  }

  async quote(productId: number, requestId: string): Promise<Quote> {
    const key = `${requestId}:${productId}`;
    const cached = this.cache.get(key);
    if (cached) return cached;
    const { name, priceCents } = await this.products.findOne(productId);
    const inCurrency = Object.fromEntries(
      Object.entries(rates).map(([currency, rate]) => [currency, Math.round(priceCents * rate) / 100]),
    );
    const quote = { productId, name, inCurrency };
    this.cache.set(key, quote);
    return quote;
  }
}
