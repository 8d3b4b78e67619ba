import { mayModerate } from "@fleet-persona/hub-core";
import Link from "next/link";
import { ask } from "../trpc/ask.ts";
import { sheetRow } from "../ui/sheet-row.ts";

/** The way to the moderators' desk, for those who have one. */
export async function ModerationLink() {
  if (!(await ask(mayModerate, {}))) return null;
  return (
    <Link className={sheetRow} href="/moderation">
      Moderation
    </Link>
  );
}
