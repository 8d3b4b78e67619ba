import { lookup } from "node:dns/promises";
import { OutboundError } from "./outbound-error.ts";
import { requireAllowed } from "./target.ts";
import type { OutboundRules, Target } from "./target.ts";

export type ResolvedAddress = { readonly address: string; readonly family: number };

/** All addresses of a name; rejects when it has none. */
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, order: "verbatim" });

/** Resolves once, and refuses the name when any of its addresses is one that requests may not go to. */
export async function resolveTarget(
  rules: OutboundRules,
  target: Target,
  resolve: Resolve,
): Promise<readonly ResolvedAddress[]> {
  const found = await resolve(target.hostname).catch((cause: unknown) => {
    throw new OutboundError("name-unresolved", { cause });
  });
  if (found.length === 0) throw new OutboundError("name-unresolved");
  for (const { address } of found) requireAllowed(rules, target, address);
  return found;
}
