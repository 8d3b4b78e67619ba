import type { ExperimentListItem } from "@fleet-persona/hub-core";
import Link from "next/link";
import { groupOf, groups, groupWords } from "../status-words.ts";
import type { StatusGroup } from "../status-words.ts";

type Props = {
  /** Of the chosen fleet, in every state. */
  readonly experiments: readonly Pick<ExperimentListItem, "status">[];
  readonly group: StatusGroup;
  readonly fleets: readonly { readonly fleetId: string; readonly name: string }[];
  readonly fleetId: string | null;
};

/** States as links with their counts, fleets as a list: both are in the address. */
export function FilterLinks({ experiments, group, fleets, fleetId }: Props) {
  const count = (of: StatusGroup): number =>
    experiments.filter(({ status }) => of === "all" || groupOf(status) === of).length;
  return (
    <div className="xp-filters">
      <nav className="tabs" aria-label="State">
        {groups.map((each) => (
          <Link key={each} href={address(each, fleetId)} aria-current={each === group ? "page" : undefined}>
            {groupWords[each]} <span className="figure muted tiny">{count(each)}</span>
          </Link>
        ))}
      </nav>
      {fleets.length > 1 && (
        <details className="menu">
          <summary className="button" role="button">
            {fleets.find((fleet) => fleet.fleetId === fleetId)?.name ?? "All fleets"} ▾
          </summary>
          <div className="menu-sheet">
            <Link href={address(group, null)}>All fleets</Link>
            {fleets.map((fleet) => (
              <Link key={fleet.fleetId} href={address(group, fleet.fleetId)}>
                {fleet.name}
              </Link>
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function address(group: StatusGroup, fleetId: string | null): string {
  const query = new URLSearchParams();
  if (group !== "all") query.set("state", group);
  if (fleetId !== null) query.set("fleet", fleetId);
  const text = query.toString();
  return text === "" ? "/experiments" : `/experiments?${text}`;
}
