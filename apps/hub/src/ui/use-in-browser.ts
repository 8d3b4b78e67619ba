import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False while the server renders and at the first paint: what places things by inline styles, which the policy forbids in a page's text, waits for true. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
