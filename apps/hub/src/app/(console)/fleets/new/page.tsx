import type { Metadata } from "next";
import { CreateFleetForm } from "../../../../fleet/create-fleet-form.tsx";
import { requireSession } from "../../../../trpc/ask.ts";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Create a fleet" };

export default async function NewFleetPage() {
  await requireSession();
  return (
    <Page width="narrow">
      <PageHead
        title="Create a fleet"
        lead="Hosts that serve the same traffic belong together. You install the agent on the next page."
      ></PageHead>
      <CreateFleetForm />
    </Page>
  );
}
