import { cookies } from 'next/headers';
import { type NextRequest, NextResponse } from 'next/server';
import { findProduct } from '@/lib/products';

export async function POST(request: NextRequest) {
  const { productId } = await request.json().catch(() => ({}));
  const product = findProduct(Number(productId));
  if (!product) return NextResponse.json({ error: 'productId is missing or unknown' }, { status: 400 });
  (await cookies()).set('cart', String(product.id), { httpOnly: true });
  return NextResponse.json({ items: [product] }, { status: 201 });
}
