import { type NextRequest, NextResponse } from 'next/server';
import { listProducts } from '@/lib/products';

const recentSearches: { query: string; found: number; referer: string | null; at: Date }[] = [];

export async function GET(request: NextRequest) {
  const query = (request.nextUrl.searchParams.get('q') ?? '').toLowerCase();
  const found = listProducts().filter(({ name }) => name.toLowerCase().includes(query));
  recentSearches.push({ query, found: found.length, referer: request.headers.get('referer'), at: new Date() });
  return NextResponse.json({ found, popular: recentSearches.slice(-5).map((search) => search.query) });
}
