/** Makes something once for as long as all that it is made from stays the same. */
export function memo<Value>(): (from: readonly unknown[], make: () => Value) => Value {
  let last: { readonly from: readonly unknown[]; readonly value: Value } | undefined;
  return (from, make) => {
    if (last?.from.every((one, index) => one === from[index]) !== true) last = { from, value: make() };
    return last.value;
  };
}
