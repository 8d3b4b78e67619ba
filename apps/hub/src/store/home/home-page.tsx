import type { ReactNode } from "react";
import type { Home } from "./read-home.ts";
export function HomePage({
  search,
}: {
  readonly home: Home;
  readonly search: ReactNode;
  readonly tray: readonly string[];
}) {
  return <div>{search}</div>;
}
