import type { FleetChange, FleetConfig } from "@fleet-persona/fleet-config";
import type { GateRefusalCode } from "../gate/admission.ts";
import type { FleetId } from "../ids.ts";

/** One version of a fleet's state document, without it. */
export type FleetConfigSummary = {
  readonly fleetId: FleetId;
  /** Rises by one with every change; 0 is what stands while nobody has changed anything. */
  readonly version: number;
  readonly note: string;
  /** The email address of who changed it; null for version 0. */
  readonly changedBy: string | null;
  readonly changedAt: number | null;
  /** What it changed in the version before. */
  readonly changes: readonly FleetChange[];
};

/** One version of a fleet's state document. */
export type FleetConfigVersionView = FleetConfigSummary & { readonly config: FleetConfig };

/** What one host last said that an attribute is. */
export type HostValue = {
  readonly hostId: string;
  readonly hostName: string;
  readonly value: number | string | boolean;
};

/** The document that stands, and what is really there. */
export type FleetConfigExport = {
  readonly fleetId: FleetId;
  readonly version: number;
  readonly config: FleetConfig;
  readonly changedBy: string | null;
  readonly changedAt: number | null;
  /** By attribute, hosts by name. */
  readonly now: Readonly<Record<string, readonly HostValue[]>>;
};

/** Why a document cannot be applied as it is. `path` is dotted, as in the changes. */
export type FleetConfigRefusal = {
  readonly code:
    | "fleet-mismatch"
    | "persona-unknown"
    | "not-entitled"
    | "payment-disputed"
    | GateRefusalCode
    | "review-needed"
    | "approval-needed"
    | "bounds-above-approval"
    | "version-yanked"
    | "version-revoked"
    | "signals-missing"
    | "attribute-mismatch"
    | "too-large";
  readonly path: string;
  readonly message: string;
};

/** What applying a document would do. */
export type FleetConfigPlan = {
  readonly fleetId: FleetId;
  /** The version the changes are counted from; apply with it as `baseVersion`. */
  readonly baseVersion: number;
  readonly changes: readonly FleetChange[];
  readonly refusals: readonly FleetConfigRefusal[];
};
