import { Body, Controller, Get, Inject, Param, ParseIntPipe, Post, Put, UseGuards } from '@nestjs/common';
import { AuthGuard } from './auth.guard.js';
import type { Product, ProductInput } from './product.js';
import { ProductsService } from './products.service.js';

@Controller('products')
@UseGuards(AuthGuard)
export class ProductsController {
  constructor(@Inject(ProductsService) private readonly products: ProductsService) {}

  @Get()
  list(): Promise<Product[]> {
    return this.products.list();
  }

  @Get(':id')
  get(@Param('id', ParseIntPipe) id: number): Promise<Product> {
    return this.products.get(id);
  }

  @Post()
  create(@Body() input: ProductInput): Promise<Product> {
    return this.products.create(input);
  }

  @Put(':id')
  update(@Param('id', ParseIntPipe) id: number, @Body() input: ProductInput): Promise<Product> {
    return this.products.update(id, input);
  }
}
