import { type NextRequest, NextResponse } from 'next/server';
import { listProducts } from '@/lib/products';

export async function GET(request: NextRequest) {
  const tag = request.nextUrl.searchParams.get('tag');
  const products = listProducts().filter(({ tags }) => tag === null || tags.includes(tag));
  return NextResponse.json(products);
}
