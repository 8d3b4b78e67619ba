import type { DeskItem } from "@fleet-persona/hub-core";
import { deskSentence } from "./desk-words.ts";

/** Why a version is on the desk. */
export function ReasonList({ reasons }: Pick<DeskItem, "reasons">) {
  if (reasons.length === 0) return null;
  return (
    <ul role="list" className="mt-2 grid gap-0.5 text-13">
      {reasons.map((reason) => (
        <li key={deskSentence(reason)} className="border-l-2 border-line-strong pl-3">
          {deskSentence(reason)}
        </li>
      ))}
    </ul>
  );
}
