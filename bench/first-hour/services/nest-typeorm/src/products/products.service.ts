import { Injectable, NotFoundException, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { CreateProductDto } from './create-product.dto.js';
import { Product } from './product.entity.js';

@Injectable()
export class ProductsService implements OnModuleInit {
  constructor(@InjectRepository(Product) private readonly repository: Repository<Product>) {}

  async onModuleInit() {
    if ((await this.repository.count()) > 0) return;
    await this.repository.save([
      { name: 'Lamp', priceCents: 2500 },
      { name: 'Chair', priceCents: 7900 },
      { name: 'Desk', priceCents: 18900 },
    ]);
  }

  findAll() {
    return this.repository.find({ order: { id: 'ASC' }, take: 50 });
  }

  async findOne(id: number) {
    const product = await this.repository.findOneBy({ id });
    if (!product) throw new NotFoundException(`no product ${id}`);
    return product;
  }

  create(product: CreateProductDto) {
    return this.repository.save(product);
  }

  async remove(id: number) {
    await this.repository.delete({ id });
  }
}
