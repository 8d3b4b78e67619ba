/** A field as it is sent without expansion: where an id or an object may stand, the id. */
type Sent<Value> = string extends Value ? Exclude<Value, object> : Wire<Value>;

/** A resource of the SDK's as it travels: references are ids, decimals are strings. */
export type Wire<Resource> = Resource extends { isZero(): boolean }
  ? string
  : Resource extends readonly (infer Item)[]
    ? Sent<Item>[]
    : Resource extends object
      ? { [Key in keyof Resource]: Sent<Resource[Key]> }
      : Resource;

export type WireList<Item> = { object: "list"; data: Item[]; has_more: boolean; url: string };

/** The version whose shapes are spoken, as the SDK names it. */
export const API_VERSION = "2026-10-28.endive";

/** A list that holds all there is. */
export function wholeList<Item>(url: string, data: Item[]): WireList<Item> {
  return { object: "list", data, has_more: false, url };
}
