import type { Measure } from "@fleet-persona/experiments";
import type { DataKind } from "./data-kind.ts";
import { bursts, independent, pareto, ratioOfSums, remembering, skewedHosts } from "./frame-shapes.ts";
import { hostKind } from "./host-trials.ts";
import { rackKind } from "./rack-trials.ts";
import { rampKind } from "./ramp-trials.ts";
import { switchbackKind } from "./switchback-trials.ts";

const share: Measure = { kind: "share", any: [{ signal: "figure", comparison: ">", threshold: 0 }] };
const ratio: Measure = { kind: "ratio", numerator: ["work"], denominator: ["requests"] };
const quantile: Measure = { kind: "quantile", signal: "figure", quantile: 0.95 };

/** The sorts of data a fleet brings, and those known to break tests. */
export const dataKinds: readonly DataKind[] = [
  hostKind({ name: "independent_20", control: 20, treated: 20, host: independent }),
  hostKind({ name: "independent_4", control: 4, treated: 4, host: independent }),
  hostKind({ name: "autocorrelated_8", control: 8, treated: 8, host: remembering(0.95, 0) }),
  hostKind({ name: "autocorrelated_more_20", control: 20, treated: 20, host: remembering(0.99, 0) }),
  hostKind({ name: "host_levels_20", control: 20, treated: 20, host: remembering(0.9, 2) }),
  hostKind({ name: "pareto_20", control: 20, treated: 20, host: pareto }),
  hostKind({ name: "lognormal_hosts_8", control: 8, treated: 8, host: skewedHosts(1) }),
  hostKind({ name: "few_beside_many_4_76", control: 76, treated: 4, host: independent }),
  hostKind({ name: "pareto_beside_many_10_90", control: 90, treated: 10, host: pareto }),
  hostKind({ name: "lognormal_beside_many_10_90", control: 90, treated: 10, host: skewedHosts(1) }),
  hostKind({ name: "own_past_20", control: 20, treated: 20, host: remembering(0.9, 2), past: 100 }),
  hostKind({ name: "ratio_of_sums_20", control: 20, treated: 20, host: ratioOfSums, measure: ratio }),
  hostKind({ name: "bursts_share_20", control: 20, treated: 20, host: bursts, measure: share }),
  hostKind({ name: "quantile_95_8", control: 8, treated: 8, host: skewedHosts(0.3), measure: quantile, looks: 30 }),
  rackKind("racks_mixed_8", 8, 5, true),
  rackKind("racks_whole_12", 12, 4, false),
  rampKind("ramp_40", 40, 60),
  switchbackKind("switchback_autocorrelated", 0.9, 80),
  switchbackKind("switchback_independent", 0, 80),
];
