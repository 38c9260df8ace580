import { listProducts } from '@/lib/products';

export default function Home() {
  return (
    <main>
      <h1>Storefront</h1>
      <ul>
        {listProducts().map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </main>
  );
}
