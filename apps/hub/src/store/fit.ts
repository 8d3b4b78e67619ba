import { z } from "zod";

const capabilitiesSchema = z.object({ attributes: z.array(z.unknown()) });
const namedSchema = z.object({ name: z.string() });

/** Attribute names a host said it can steer; null when it has not said. Entries are names or objects with one. */
export function steerableNames(capabilities: unknown): ReadonlySet<string> | null {
  const parsed = capabilitiesSchema.safeParse(capabilities);
  if (!parsed.success) return null;
  const names = parsed.data.attributes.flatMap((entry) => {
    if (typeof entry === "string") return [entry];
    const named = namedSchema.safeParse(entry);
    return named.success ? [named.data.name] : [];
  });
  return new Set(names);
}

export type Fit =
  | { readonly kind: "fits" }
  | { readonly kind: "misses"; readonly attributes: readonly string[] }
  | { readonly kind: "unknown"; readonly because: "no-hosts" | "not-said" };

/** Whether a fleet can do what a Persona needs: some host steers each required attribute. */
export function fitOf(required: readonly string[], hosts: readonly { readonly capabilities: unknown }[]): Fit {
  if (hosts.length === 0) return { kind: "unknown", because: "no-hosts" };
  const said = hosts.flatMap(({ capabilities }) => steerableNames(capabilities) ?? []);
  if (said.length === 0) return { kind: "unknown", because: "not-said" };
  const missing = required.filter((name) => !said.some((names) => names.has(name)));
  return missing.length === 0 ? { kind: "fits" } : { kind: "misses", attributes: missing };
}
