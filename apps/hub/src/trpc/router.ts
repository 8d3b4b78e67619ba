import { router } from "./builder.ts";
import { experimentsProcedures } from "./procedures/experiments-procedures.ts";
import { fleetsProcedures } from "./procedures/fleets-procedures.ts";
import { moneyProcedures } from "./procedures/money-procedures.ts";
import { storeProcedures } from "./procedures/store-procedures.ts";
import { trustProcedures } from "./procedures/trust-procedures.ts";

/** Everything a browser may ask of the hub, one line each. */
export const appRouter = router({
  ...experimentsProcedures,
  ...fleetsProcedures,
  ...moneyProcedures,
  ...storeProcedures,
  ...trustProcedures,
});
export type AppRouter = typeof appRouter;
