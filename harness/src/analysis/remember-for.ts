/**
 * A function of a list that remembers its latest answer for each list. A list of a recording only ever grows, so that its
 * length tells whether the answer still holds; one that was copied is another list.
 */
export function rememberFor<Item, Value extends object>(
  reckon: (list: readonly Item[]) => Value,
): (list: readonly Item[]) => Value {
  const known = new WeakMap<readonly Item[], { readonly length: number; readonly value: Value }>();
  return (list) => {
    const remembered = known.get(list);
    if (remembered?.length === list.length) return remembered.value;
    const value = reckon(list);
    known.set(list, { length: list.length, value });
    return value;
  };
}
