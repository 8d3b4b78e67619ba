import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";

/** What a publisher said about a version after it was published, and why. */
export type VersionNotice = {
  readonly kind: "deprecated" | "yanked" | "revoked";
  readonly reason: string;
  /** The version to go to, where the publisher named one. */
  readonly successor: number | null;
  readonly saidAt: number;
};

/**
 * What a version is today. `offered`: nothing was said. `deprecated`: it runs on and can be got, nobody is led to it. `yanked`: it
 * runs on, no fleet begins with it. `revoked`: it must stop. Of several notices the gravest says what it is.
 */
export type VersionState = {
  readonly state: "offered" | VersionNotice["kind"];
  readonly notices: readonly VersionNotice[];
};

const gravity = ["offered", "deprecated", "yanked", "revoked"] as const satisfies readonly VersionState["state"][];

/** The state that notices which still stand come to; the gravest notice first. */
export function stateOf(notices: readonly VersionNotice[]): VersionState {
  const sorted = notices.toSorted((a, b) => gravity.indexOf(b.kind) - gravity.indexOf(a.kind));
  return { state: sorted[0]?.kind ?? "offered", notices: sorted };
}

/** Whether a fleet that does not run the version may begin with it. */
export function mayBegin({ state }: VersionState): boolean {
  return state === "offered" || state === "deprecated";
}

/** `publisher/name`. */
export const personaAddressSchema = z.string().regex(/^[a-z0-9-]{2,40}\/[a-z0-9][a-z0-9-]{0,95}$/, "publisher/name");

/** The two halves of an address. */
export function partsOf(personaId: string): { readonly publisher: string; readonly name: string } {
  const [publisher = "", name = ""] = personaId.split("/");
  return { publisher: slugSchema.parse(publisher), name };
}

/** Why, in a sentence that everybody who runs the version reads. */
export const reasonSchema = lineSchema(500);

export const versionNumberSchema = z.int().min(1).max(2_147_483_647);

/** One version of a Persona by its address. */
export const versionAddressSchema = z.strictObject({ personaId: personaAddressSchema, version: versionNumberSchema });
export type VersionAddress = z.output<typeof versionAddressSchema>;
