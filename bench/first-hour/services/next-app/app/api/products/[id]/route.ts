import { type NextRequest, NextResponse } from 'next/server';
import { findProduct } from '@/lib/products';

export async function GET(_request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const product = findProduct(Number(id));
  if (!product) return NextResponse.json({ error: 'not found' }, { status: 404 });
  return NextResponse.json(product);
}
