/** The first `most` of a long sequence in an order, sorted; what is offered one by one is never sorted whole. */
export function bestOf(most: number, isBefore: (one: number, other: number) => boolean) {
  // A heap with the last of those kept at its root.
  const kept: number[] = [];
  const at = (place: number): number => kept[place] ?? 0;
  const swap = (one: number, other: number): void => {
    const held = at(one);
    kept[one] = at(other);
    kept[other] = held;
  };
  const sink = (from: number): void => {
    for (let place = from; ;) {
      const left = 2 * place + 1;
      if (left >= kept.length) return;
      const right = left + 1;
      const later = right < kept.length && isBefore(at(left), at(right)) ? right : left;
      if (!isBefore(at(place), at(later))) return;
      swap(place, later);
      place = later;
    }
  };
  const rise = (from: number): void => {
    for (let place = from; place > 0;) {
      const above = (place - 1) >> 1;
      if (!isBefore(at(above), at(place))) return;
      swap(place, above);
      place = above;
    }
  };
  return {
    offer(item: number): void {
      if (kept.length < most) {
        kept.push(item);
        rise(kept.length - 1);
      } else if (most > 0 && isBefore(item, at(0))) {
        kept[0] = item;
        sink(0);
      }
    },
    sorted: (): readonly number[] => kept.toSorted((one, other) => (isBefore(one, other) ? -1 : 1)),
  };
}
