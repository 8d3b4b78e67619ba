import { calibrate } from "./busy.ts";

process.send?.({ perMs: calibrate() }, undefined, undefined, () => process.exit(0));
