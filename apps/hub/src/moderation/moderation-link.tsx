import { mayModerate } from "@fleet-persona/hub-core";
import Link from "next/link";
import { ask } from "../trpc/ask.ts";
import { sheetRow } from "../ui/sheet-row.ts";

/** The ways to the moderators' desk and to the platform's money, for those who have one. */
export async function ModerationLink() {
  if (!(await ask(mayModerate, {}))) return null;
  return (
    <>
      <Link className={sheetRow} href="/moderation">
        Moderation
      </Link>
      <Link className={sheetRow} href="/platform/money">
        The platform’s money
      </Link>
    </>
  );
}
