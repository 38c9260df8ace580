/** A shop on NestJS and TypeORM. All of it but the login asks for a token. */
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuthController } from './auth.controller.js';
import { fillTables } from './fill-tables.js';
import { Product } from './product.js';
import { ProductsController } from './products.controller.js';
import { ProductsService } from './products.service.js';
import { User } from './user.js';

const { DATABASE_URL, JWT_SECRET, PORT } = process.env;
if (DATABASE_URL === undefined || JWT_SECRET === undefined) throw new Error('DATABASE_URL and JWT_SECRET are needed.');

@Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: DATABASE_URL, entities: [Product, User], synchronize: true }),
    TypeOrmModule.forFeature([Product, User]),
    JwtModule.register({ secret: JWT_SECRET, signOptions: { expiresIn: '1h' } }),
  ],
  controllers: [AuthController, ProductsController],
  providers: [ProductsService],
})
class ShopModule {}

const app = await NestFactory.create(ShopModule, { logger: ['error', 'warn'] });
await fillTables(app.get(DataSource));

process.on('SIGTERM', () => process.exit(0));
await app.listen(Number(PORT), '127.0.0.1');
