import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Product, type ProductInput } from './product.js';

@Injectable()
export class ProductsService {
  constructor(@InjectRepository(Product) private readonly products: Repository<Product>) {}

  list(): Promise<Product[]> {
    return this.products.find({ order: { id: 'ASC' }, take: 20 });
  }

  async get(id: number): Promise<Product> {
    const product = await this.products.findOneBy({ id });
    if (product === null) throw new NotFoundException();
    return product;
  }

  create({ name, priceCents }: ProductInput): Promise<Product> {
    return this.products.save(this.products.create({ name, priceCents }));
  }

  async update(id: number, { name, priceCents }: ProductInput): Promise<Product> {
    const product = await this.get(id);
    return this.products.save(Object.assign(product, { name, priceCents, changedAt: new Date() }));
  }
}
