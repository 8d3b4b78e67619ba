import { currentSession } from "../auth/session.ts";
import { reasonOptions } from "./report-reasons.ts";
import { ReportThing } from "./report-thing.tsx";

type Props = { readonly kind: "listing" | "seller"; readonly thingId: string; readonly label: string };

/** Reports a listing or its seller; to who is not signed in it is not offered. */
export async function ReportListing({ kind, thingId, label }: Props) {
  if ((await currentSession()) === null) return null;
  return <ReportThing thing={{ kind, thingId }} label={label} reasons={reasonOptions(kind)} />;
}
