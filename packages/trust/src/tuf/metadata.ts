import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from "@tufjs/models";
import { TrustError } from "../trust-error.ts";

/** The four roles of a repository; each has keys of its own. */
export type TufRole = "root" | "targets" | "snapshot" | "timestamp";

/** One signed document of a repository. `expiresAt`: ms since 1970. */
export type TufDocument = {
  readonly role: TufRole;
  readonly version: number;
  readonly expiresAt: number;
  readonly body: Uint8Array;
};

/** The newest document of each role but root. */
export type CurrentMetadata = {
  readonly targets: Uint8Array;
  readonly snapshot: Uint8Array;
  readonly timestamp: Uint8Array;
};

const DAY_MS = 86_400_000;

/** How long each role's word holds, ms. Short for what is signed by machine, long for what people sign. */
export const TUF_TERMS: Readonly<Record<TufRole, number>> = {
  root: 365 * DAY_MS,
  targets: 90 * DAY_MS,
  snapshot: 7 * DAY_MS,
  timestamp: DAY_MS,
};

/** The name under which a document is served: numbered, but for the timestamp, which is where everybody begins. */
export function tufFileName({ role, version }: Pick<TufDocument, "role" | "version">): string {
  return role === "timestamp" ? "timestamp.json" : `${version}.${role}.json`;
}

/** An instant as TUF spells it, to the second. */
export function tufInstant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** The document of signed metadata. */
export function documentOf(role: TufRole, metadata: Metadata<Root | Targets | Snapshot | Timestamp>): TufDocument {
  const { version, expires } = metadata.signed;
  const body = new Uint8Array(Buffer.from(JSON.stringify(metadata.toJSON())));
  return { role, version, expiresAt: Date.parse(expires), body };
}

/** Reads metadata of a role. Throws `metadata-invalid`. */
export function readRoot(bytes: Uint8Array): Metadata<Root> {
  return read(bytes, (data) => Metadata.fromJSON(MetadataKind.Root, data));
}

/** Reads metadata of a role. Throws `metadata-invalid`. */
export function readTargets(bytes: Uint8Array): Metadata<Targets> {
  return read(bytes, (data) => Metadata.fromJSON(MetadataKind.Targets, data));
}

/** Reads metadata of a role. Throws `metadata-invalid`. */
export function readSnapshot(bytes: Uint8Array): Metadata<Snapshot> {
  return read(bytes, (data) => Metadata.fromJSON(MetadataKind.Snapshot, data));
}

/** Reads metadata of a role. Throws `metadata-invalid`. */
export function readTimestamp(bytes: Uint8Array): Metadata<Timestamp> {
  return read(bytes, (data) => Metadata.fromJSON(MetadataKind.Timestamp, data));
}

type Json = Parameters<typeof Metadata.fromJSON>[1];

function read<M>(bytes: Uint8Array, parse: (data: Json) => M): M {
  try {
    return parse(JSON.parse(Buffer.from(bytes).toString("utf8")) as Json);
  } catch (error) {
    throw new TrustError("metadata-invalid", "A document of the repository cannot be read.", { cause: error });
  }
}
