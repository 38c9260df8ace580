import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppController } from './app.controller.js';
import { PricesModule } from './prices/prices.module.js';
import { ProductsModule } from './products/products.module.js';
import { RequestIdMiddleware } from './request-id.middleware.js';

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      host: process.env.TYPEORM_HOST ?? 'localhost',
      port: Number(process.env.TYPEORM_PORT ?? 5432),
      username: process.env.TYPEORM_USERNAME ?? 'catalog',
      password: process.env.TYPEORM_PASSWORD ?? 'catalog',
      database: process.env.TYPEORM_DATABASE ?? 'catalog',
      autoLoadEntities: true,
      synchronize: true,
    }),
    ProductsModule,
    PricesModule,
  ],
  controllers: [AppController],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer) {
    consumer.apply(RequestIdMiddleware).forRoutes('{*path}');
  }
}
