import type { Configuration, Trigger } from "@fleet-persona/persona";

/** Where a change leads: more of it, less of it, or merely elsewhere. */
export type Direction = "grow" | "shrink" | "switch";

/** A pause of everything, of one direction or of one attribute; `until` in ms since the epoch, null = until it is lifted. */
export type Pause = {
  readonly scope:
    | { readonly kind: "all" }
    | { readonly kind: "direction"; readonly direction: "grow" | "shrink" }
    | { readonly kind: "attribute"; readonly attribute: string };
  readonly until: number | null;
};

/** A time in which nothing is changed. Weekly windows run past midnight when `until` is not after `from`. */
export type FreezeWindow = {
  readonly name: string;
  readonly window:
    | { readonly kind: "once"; readonly from: number; readonly until: number }
    | {
        readonly kind: "weekly";
        /** ISO: 1 = Monday. */
        readonly days: readonly number[];
        readonly from: string;
        readonly until: string;
        readonly timeZone: string;
      };
};

/** This host's share of a fleet's changes: `perWindow` of `hosts` may change in a window, this one has `place` (0-based). */
export type Rollout = {
  readonly place: number;
  readonly hosts: number;
  readonly perWindow: number;
  readonly windowMs: number;
  /** Share of a window over which the starts of its hosts spread. */
  readonly jitter: number;
};

/** Who decides attributes of scope `fleet`: this host, another whose values it takes over, or nobody just now. */
export type Leadership =
  | { readonly kind: "leads" }
  | { readonly kind: "follows"; readonly values: Configuration }
  | { readonly kind: "nobody" };

/**
 * Whether the Persona was revoked, by its publisher or by the hub. `waiting`: the fallback decides until this host's wave;
 * `due`: this host goes to its safe configuration, step by step, and stays there.
 */
export type Revoked = false | "waiting" | "due";

/** What people and the rest of the fleet say beside the Persona, as of now. */
export type Controls = {
  readonly killSwitch: { readonly by: string; readonly reason: string } | null;
  readonly revoked: Revoked;
  readonly pauses: readonly Pause[];
  readonly freezeWindows: readonly FreezeWindow[];
  /** The tenant's triggers; they come before the author's. */
  readonly triggers: readonly Trigger[];
  readonly rollout: Rollout | null;
  readonly leadership: Leadership;
  /** When a person said to steer an attribute again after another hand had changed it; `*` means all. */
  readonly resumedAt: Readonly<Record<string, number>>;
};

/** Nobody says anything and this host leads: a fleet of one without a hub. */
export const noControls: Controls = {
  killSwitch: null,
  revoked: false,
  pauses: [],
  freezeWindows: [],
  triggers: [],
  rollout: null,
  leadership: { kind: "leads" },
  resumedAt: {},
};
