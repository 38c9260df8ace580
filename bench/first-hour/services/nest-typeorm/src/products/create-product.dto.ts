import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Min, MinLength } from 'class-validator';

export class CreateProductDto {
  @ApiProperty({ example: 'Kettle' })
  @IsString()
  @MinLength(2)
  name: string;

  @ApiProperty({ example: 3900 })
  @IsInt()
  @Min(1)
  priceCents: number;
}
