import type { ExperimentListItem } from "@fleet-persona/hub-core";
import { Menu, MenuLink } from "../../ui/menu.tsx";
import { Tabs } from "../../ui/tabs.tsx";
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
    <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
      <div className="min-w-0 flex-[1_1_320px]">
        <Tabs
          label="State"
          tabs={groups.map((each) => ({
            href: address(each, fleetId),
            label: groupWords[each],
            current: each === group,
            count: count(each),
          }))}
        />
      </div>
      {fleets.length > 1 && (
        <Menu label={fleets.find((fleet) => fleet.fleetId === fleetId)?.name ?? "All fleets"}>
          <MenuLink href={address(group, null)}>All fleets</MenuLink>
          {fleets.map((fleet) => (
            <MenuLink key={fleet.fleetId} href={address(group, fleet.fleetId)}>
              {fleet.name}
            </MenuLink>
          ))}
        </Menu>
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
