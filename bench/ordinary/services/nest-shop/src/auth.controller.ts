import { timingSafeEqual } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Post, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { passwordHash } from './password-hash.js';
import { User } from './user.js';

@Controller()
export class AuthController {
  constructor(
    @Inject(JwtService) private readonly jwt: JwtService,
    @InjectRepository(User) private readonly users: Repository<User>,
  ) {}

  @Get('healthz')
  health(): string {
    return 'ok';
  }

  @Post('login')
  @HttpCode(200)
  async logIn(@Body() { name, password }: { name: string; password: string }): Promise<{ token: string }> {
    const user = await this.users.findOneBy({ name });
    const isRight = user !== null && timingSafeEqual(await passwordHash(password, user.salt), user.passwordHash);
    if (!isRight) throw new UnauthorizedException('wrong name or password');
    return { token: await this.jwt.signAsync({ name, sub: String(user.id) }) };
  }
}
