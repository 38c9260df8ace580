import { expect } from 'chai';
import { isByChance, listedValue, listIn } from '../../../../src/discovery/service/listed-ids.js';

const listsOf = (lists: object) => new Map(Object.entries(lists).map(([path, items]) => [path, { place: '$', items }]));

describe('ids of lists', () => {
  it('finds the list in an answer', () => {
    expect(listIn('[1]')).to.deep.equal({ place: '$', items: [1] });
    expect(listIn('{"total":1,"items":[{"id":2}]}')).to.deep.equal({ place: '$.items', items: [{ id: 2 }] });
    for (const text of ['{"a":[1],"b":[2]}', '{"a":1}', 'null', '"text"', '<p>']) expect(listIn(text)).to.equal(null);
  });

  const cases: readonly (readonly [what: string, path: string, name: string, lists: object, value: string | null])[] = [
    ['the list before it', '/users/:id', 'id', { '/users': [{ id: 7 }] }, '7'],
    ['an id of another name', '/users/:userId', 'userId', { '/users': [{ _id: 'u1' }] }, 'u1'],
    ['a field of its name', '/tags/:slug', 'slug', { '/tags': [{ id: 1, slug: 'a-b' }] }, 'a-b'],
    ['a list of texts', '/palettes/:name', 'name', { '/palettes': ['earth'] }, 'earth'],
    ['a list elsewhere', '/prices/:productId', 'productId', { '/api/products': [{ id: 3 }] }, '3'],
    ['a list of something else', '/prices/:productId', 'productId', { '/users': [{ id: 3 }] }, null],
    ['a field that is not there', '/tags/:slug', 'slug', { '/tags': [{ id: 1 }] }, null],
    ['a secret', '/shares/:token', 'token', { '/shares': [{ token: 'abc' }] }, null],
  ];
  for (const [what, path, name, lists, value] of cases) {
    it(`takes a value from ${what}`, () => {
      expect(listedValue(path, name, listsOf(lists))?.value ?? null).to.equal(value);
    });
  }

  it('says where a later run finds such a value', () => {
    const lists = new Map([['/users', { place: '$.users', items: [{ _id: 'u1' }] }]]);
    expect(listedValue('/users/:id/posts', 'id', lists)).to.deep.equal({
      value: 'u1',
      from: '/users',
      source: '$.users[0]._id',
    });
  });

  it('knows what is made by chance', () => {
    const ids = ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', '507f1f77bcf86cd799439011', 'V1StGXR8_Z5jdHi6B-myT'];
    for (const id of ids) expect(isByChance(id)).to.equal(true);
    for (const id of ['1', 'earth', 'red-shoes', '2026-01-31']) expect(isByChance(id)).to.equal(false);
  });
});
