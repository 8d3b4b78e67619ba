import { bestStaticPolicy } from "./best-static.ts";
import type { FleetPolicy } from "./fleet-policy.ts";
import { oraclePolicy } from "./oracle-policy.ts";
import { predictivePolicy } from "./predictive-policy.ts";
import { randomPolicy } from "./random-policy.ts";
import { reactivePolicy, tunedReactivePolicy } from "./reactive-policy.ts";
import { staticDefault } from "./static-default.ts";

/** Whom a Persona is compared with, from the one that does nothing to the one that knows the future. */
export const BASELINES: readonly FleetPolicy[] = [
  staticDefault,
  bestStaticPolicy,
  reactivePolicy,
  tunedReactivePolicy,
  predictivePolicy,
  randomPolicy,
  oraclePolicy(),
];
