import type { Metadata } from "next";
import { CreateFleetForm } from "../../../../fleet/create-fleet-form.tsx";
import { requireSession } from "../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Create a fleet" };

export default async function NewFleetPage() {
  await requireSession();
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <div>
          <h1>Create a fleet</h1>
          <p>Hosts that serve the same traffic belong together. You install the agent on the next page.</p>
        </div>
      </div>
      <CreateFleetForm />
    </div>
  );
}
