type Fields = Record<string, unknown>;

const isArray = (
  value: unknown,
): value is ArrayBufferView & { length: number; set(from: unknown): void; slice(): unknown } =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

/** A unit has a class of its own; plain objects and arrays are values that nobody changes, and are shared. */
const isUnit = (value: unknown): value is Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== Object.prototype && prototype !== null;
};

/**
 * Brings `to`, built the same way as `from`, into the state that `from` is in: numbers are taken over, typed arrays copied, units
 * followed. What both hold in common (tables that never change) stays shared.
 */
export function copyState(from: object, to: object, done: Set<object> = new Set()): void {
  if (done.has(from)) return;
  done.add(from);
  const source = from as Fields;
  const target = to as Fields;
  for (const key of Object.keys(source)) {
    const value = source[key];
    const own = target[key];
    if (value === own) continue;
    if (isArray(value)) {
      if (isArray(own) && own.length === value.length) own.set(value);
      else target[key] = value.slice();
    } else if (isUnit(value) && isUnit(own) && Object.getPrototypeOf(own) === Object.getPrototypeOf(value)) {
      copyState(value, own, done);
    } else if (Array.isArray(value) && Array.isArray(own) && value.length === own.length && value.some(isUnit)) {
      value.forEach((unit: unknown, index) => copyState(unit as object, own[index] as object, done));
    } else target[key] = value;
  }
}
