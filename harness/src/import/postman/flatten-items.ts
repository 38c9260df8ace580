import { type Fields, fieldsOf, isFields, listOf } from '../values.js';

/** A request of a collection, with the folders around it. */
export interface PostmanItem {
  readonly item: Fields;
  /** The collection and the folders, from the outermost to the innermost. */
  readonly above: readonly Fields[];
}

/**
 * Every request, in the order of the collection. It does not recurse, because folders of strangers may be nested very
 * deeply.
 */
export function flattenItems(collection: Fields): readonly PostmanItem[] {
  const found: PostmanItem[] = [];
  const pending: PostmanItem[] = [{ item: collection, above: [] }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { item, above } = next;
    if (item.request !== undefined) found.push(next);
    const inside = listOf(item.item).filter(isFields);
    pending.push(...inside.toReversed().map((inner) => ({ item: fieldsOf(inner), above: [...above, item] })));
  }
  return found;
}
