/** What kind of difference one change is; `widened` and `narrowed` are said from the side of what is allowed. */
export type FleetChangeKind =
  | "fleet-changed"
  | "attribute-added"
  | "attribute-removed"
  | "scope-changed"
  | "owner-changed"
  | "value-changed"
  | "bounds-added"
  | "bounds-removed"
  | "bounds-widened"
  | "bounds-narrowed"
  | "bounds-changed"
  | "step-changed"
  | "trigger-added"
  | "trigger-changed"
  | "trigger-removed"
  | "triggers-reordered"
  | "freeze-added"
  | "freeze-changed"
  | "freeze-removed"
  | "freezes-reordered"
  | "persona-assigned"
  | "persona-version-changed"
  | "persona-mode-changed"
  | "persona-removed"
  | "setting-changed";

/** One difference between two state documents. `path` is dotted (`attributes.cpu_allocation.bounds`); `before` and `after` are the JSON there, null when absent. */
export type FleetChange = {
  readonly kind: FleetChangeKind;
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The change as a person would say it, without a full stop. */
  readonly sentence: string;
};
