import { execute, exportPlatformLedger } from "@fleet-persona/hub-core";
import { currentSession } from "../../../../../auth/session.ts";
import { hubDeps } from "../../../../../deps.ts";
import { ledgerCsv } from "../../../../../money/ledger-csv.ts";

/** Every line of the ledger, for the platform's staff. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response("Sign in first.\n", { status: 401 });
  return ledgerCsv(request, "ledger", (span) => execute(hubDeps().core, session.actor, exportPlatformLedger, span));
}
