import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import type { VariationCampaignView } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../ui/card.tsx";
import { FactTile, FactTiles } from "../ui/facts.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Meter } from "./meter.tsx";

/** How much of what it may use is used, and what it may do at all. */
export function BudgetCard({ campaign }: { readonly campaign: VariationCampaignView }) {
  const { budget, rounds, charter, freezes, endsAt, openedBy, openedAt } = campaign;
  const { template } = charter;
  return (
    <Card aria-labelledby="budget-title">
      <CardHead id="budget-title" title="Bounds and budget" />
      <FactTiles className="p-4">
        <FactTile term="Experiments' hours">
          <Meter used={budget.spentHours} of={budget.hours} unit="h" label="Hours" />
        </FactTile>
        <FactTile term="Experiments">
          <Meter used={rounds} of={budget.experiments} unit="" label="Experiments" />
        </FactTile>
        <FactTile term="Hosts on a variation">at most {budget.percent} %</FactTile>
        <FactTile term="Ends">
          <LocalTime at={endsAt} as="full" />
        </FactTile>
        {charter.settings.map(({ name, low, high }) => (
          <FactTile key={name} term={VARIABLE_SETTINGS[name].title}>
            {low} to {high}
            {VARIABLE_SETTINGS[name].unit === "s" ? " s" : ""}
          </FactTile>
        ))}
        {charter.versionsOf.length > 0 && (
          <FactTile term="Versions">
            the newest approved of{" "}
            {charter.versionsOf.length === 1 ? "one Persona" : `${charter.versionsOf.length} Personas`}
          </FactTile>
        )}
        <FactTile term="A winner">
          {template.confirm ? "is confirmed on fresh units, then " : ""}
          {template.promote === "automatic" ? "put in charge by itself" : "waits for a person"}
        </FactTile>
        {freezes.length > 0 && (
          <FactTile term="Begins nothing in">{freezes.map(({ name }) => name).join(", ")}</FactTile>
        )}
        <FactTile term="Opened">
          by {openedBy}, <LocalTime at={openedAt} />
        </FactTile>
      </FactTiles>
    </Card>
  );
}
