const products = [
  { id: 1, name: 'Mug', tags: ['kitchen'] },
  { id: 2, name: 'Notebook', tags: ['office', 'paper'] },
  { id: 3, name: 'Backpack', tags: ['travel'] },
];

export function listProducts() {
  return products;
}

export function findProduct(id: number) {
  return products.find((product) => product.id === id);
}
