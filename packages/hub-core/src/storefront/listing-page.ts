import type { GateScenario } from "@fleet-persona/persona";
import type { MeasuredEffect } from "../experiments/experiment.ts";
import type { ListingDetail } from "../store/listing.ts";
import type { StoreRow } from "../store/store-page.ts";

/** The seller as every page of the store shows it: the name, since when, and the keys it signs with. */
export type SellerView = {
  readonly slug: string;
  readonly displayName: string;
  readonly since: number;
  readonly keys: readonly { readonly fingerprint: string; readonly registeredAt: number }[];
};

/** What the gate measured in its own scenarios, each a mean over its runs. */
export type GateFigures = Pick<GateScenario, "name" | "runs" | "guarded" | "baselines">;

/** Everything a listing's page shows to anybody, without what is long and drawn nowhere. */
export type ListingPageView = ListingDetail &
  StoreRow & {
    readonly seller: SellerView;
    /** Of the newest version; empty while the gate has no report of its behaviour. */
    readonly scenarios: readonly GateFigures[];
    /** What tenants told of its versions, newest first; `own` is false for all. */
    readonly effects: readonly MeasuredEffect[];
    /** How many versions there are; `versions` holds the newest of them. */
    readonly versionCount: number;
  };
