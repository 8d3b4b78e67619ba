import { globSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@fleet-persona/local-stack";
import type { Person } from "./people.ts";

/** A page of the hub as its folder in `app` says it, and who looks at it. */
export type Route = {
  /** "/store/[publisher]/[name]" */
  readonly pattern: string;
  readonly readers: readonly (Person | null)[];
};

// Who sees most on the pages of a part; the first that fits.
const readers: readonly (readonly [folder: string, readers: readonly (Person | null)[]])[] = [
  ["(console)/author/", ["author"]],
  ["(console)/moderation/", ["moderator"]],
  ["(console)/platform/", ["moderator"]],
  ["(console)/", ["sre"]],
  ["(store)/", [null, "sre"]],
  ["", [null]],
];

/** Every page there is, read from the folders, so that a new one is a route without anybody adding it. */
export function hubRoutes(): readonly Route[] {
  const app = path.join(projectRoot, "apps/hub/src/app");
  return globSync("**/page.tsx", { cwd: app })
    .toSorted()
    .map((file) => {
      const folder = path.dirname(file) === "." ? "" : `${path.dirname(file)}/`;
      const segments = folder.split("/").filter((segment) => segment !== "" && !segment.startsWith("("));
      const found = readers.find(([part]) => folder.startsWith(part));
      return { pattern: `/${segments.join("/")}`, readers: found?.[1] ?? [] };
    });
}

/** Whether an address is one of a route's, and of no more exact one's. */
export function routeOf(routes: readonly Route[], pathname: string): Route | undefined {
  const matching = routes.filter(({ pattern }) => expressionOf(pattern).test(pathname));
  return matching.toSorted((a, b) => count(a.pattern) - count(b.pattern))[0];
}

const count = (pattern: string): number => pattern.split("[").length - 1;

function expressionOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/\[[^\]]+\]/g, "[^/]+")}$`);
}
