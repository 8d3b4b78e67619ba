import { execute, exportSellerLedger } from "@fleet-persona/hub-core";
import { currentSession } from "../../../../../auth/session.ts";
import { hubDeps } from "../../../../../deps.ts";
import { ledgerCsv } from "../../../../../money/ledger-csv.ts";

/** The seller's own lines of the ledger. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentSession();
  if (session === null) return new Response("Sign in first.\n", { status: 401 });
  return ledgerCsv(request, "seller-ledger", (span) =>
    execute(hubDeps().core, session.actor, exportSellerLedger, span),
  );
}
