import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 100, unique: true })
  name!: string;

  @Column({ type: 'bytea' })
  salt!: Buffer;

  @Column({ type: 'bytea', name: 'password_hash' })
  passwordHash!: Buffer;
}
