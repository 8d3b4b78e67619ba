/** A number as it is kept in memory that goes to disk: six significant digits, float32's worth, are short in JSON. */
export function briefNumber(value: number): number {
  return Number(value.toPrecision(6));
}
