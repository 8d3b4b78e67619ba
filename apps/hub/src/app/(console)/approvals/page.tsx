import { permanentRedirect } from "next/navigation";

/** What was approved here is part of the reviews now. */
export default function ApprovalsPage() {
  permanentRedirect("/reviews");
}
