import { listApiTokens } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayOperate } from "../../../../fleet/may.ts";
import { TokensPage } from "../../../../settings/tokens-page.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "API tokens" };

export default async function Tokens() {
  const { actor, tenant, user } = await requireSession();
  return (
    <div className="page page-narrow stack">
      <div>
        <h1>API tokens</h1>
        <p className="muted">For programs that act on {tenant.name}: the fleet command line, a pipeline, a till.</p>
      </div>
      {mayOperate(actor.role) ? (
        <TokensPage initial={await ask(listApiTokens, {})} role={actor.role} userMail={user.email} />
      ) : (
        <p className="notice">You are a viewer here. An operator of this tenant can make tokens.</p>
      )}
    </div>
  );
}
