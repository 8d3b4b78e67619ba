import type { GateReport } from "../gate/gate-report.ts";
import type { Manifest } from "../manifest.ts";

/** A version that this one was made from, where its digest is known: only a Persona that was published has one. */
export type BomParent = { readonly personaId: string; readonly version: number; readonly digest: string };

/** Everything that a bill of materials is made from; all of it is public once a version is published. */
export type BomInput = {
  readonly manifest: Manifest;
  /** SHA-256 of persona.json, hex. */
  readonly digest: string;
  /** Fingerprints of the keys whose signatures were verified. */
  readonly signedBy: readonly string[];
  readonly card: string;
  readonly evidence: unknown;
  readonly publisherName: string;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string;
  /** What the gate found; null before it judged. */
  readonly gate: GateReport | null;
  readonly parents: readonly BomParent[];
};
