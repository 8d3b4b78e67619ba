import { getRevocationPace } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayApprove } from "../../../../fleet/may.ts";
import { PaceForm } from "../../../../lifecycle/pace-form.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Notice } from "../../../../ui/notice.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Leaving a revoked Persona" };

export default async function RevocationSettings() {
  const [pace, { actor, tenant }] = await Promise.all([ask(getRevocationPace, {}), requireSession()]);
  return (
    <Page width="narrow">
      <PageHead
        title="Leaving a revoked Persona"
        lead={
          <>
            When a publisher revokes a version, every fleet of {tenant.name} that runs it stops asking its policy within
            seconds. Each host then goes to its own safe configuration, step by step and within its bounds, and stays
            there until you choose another Persona.
          </>
        }
      />
      {mayApprove(actor.role) ? (
        <PaceForm pace={pace} />
      ) : (
        <Notice>
          {pace.kind === "at-once"
            ? "All hosts of a fleet go at once."
            : `Hosts go in ${pace.waves} waves over ${pace.windowMs / 60_000} minutes.`}{" "}
          An admin can change this.
        </Notice>
      )}
    </Page>
  );
}
