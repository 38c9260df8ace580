import { expect } from 'chai';
import {
  fillPath,
  freshNumber,
  isPattern,
  parametersOf,
  partBefore,
  templateKey,
} from '../../../../src/discovery/service/path-template.js';

const filledWith = (value: string | null) => (path: string) => fillPath(path, () => value);

describe('path templates', () => {
  const cases: readonly (readonly [path: string, names: readonly string[], filled: string])[] = [
    ['/', [], '/'],
    ['/users/:id', ['id'], '/users/a%20b'],
    ['/users/{id}', ['id'], '/users/a%20b'],
    ['/users/:id(\\d+)/x', ['id'], '/users/a%20b/x'],
    ['/users/:id([0-9a-f]{24})', ['id'], '/users/a%20b'],
    ['/users/:id{[0-9]+}', ['id'], '/users/a%20b'],
    ['/users/:id?', [], '/users'],
    ['/users{/:id}', [], '/users'],
    ['/:from-:to', ['from', 'to'], '/a%20b-a%20b'],
    ['/:file.json', ['file'], '/a%20b.json'],
  ];
  for (const [path, names, filled] of cases) {
    it(`fills ${path}`, () => {
      expect(parametersOf(path)).to.deep.equal(names);
      expect(filledWith('a b')(path)).to.equal(filled);
      expect(isPattern(path)).to.equal(false);
    });
  }

  it('cannot fill what has no value', () => {
    expect(filledWith(null)('/a/:b')).to.equal(null);
    expect(filledWith(null)('/a')).to.equal('/a');
    expect(filledWith(freshNumber)('/a/:b')).to.equal('/a/{n}');
  });

  it('knows patterns', () => {
    for (const path of ['*', '/a/*', '/a/*rest', '/(.*)', '/ab?cd', '/a+', '/[a-z]'])
      expect(isPattern(path)).to.equal(true);
  });

  it('takes one route for the same, whatever its parameters are called', () => {
    expect(templateKey('GET', '/a/:id/')).to.equal(templateKey('GET', '/a/{petId}'));
    expect(templateKey('GET', '/a')).to.not.equal(templateKey('POST', '/a'));
  });

  it('gives the part before a parameter', () => {
    expect(partBefore('/users/:id/posts/:postId', 'postId')).to.equal('/users/:id/posts');
    expect(partBefore('/{id}', 'id')).to.equal('/');
  });
});
