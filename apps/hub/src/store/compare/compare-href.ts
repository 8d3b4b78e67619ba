import { emptyQuery, storeParams, withParams } from "../store-query.ts";

/** Where Personas stand side by side. */
export function compareHref(tray: readonly string[]): string {
  return withParams("/store/compare", storeParams({ ...emptyQuery, tray }));
}
