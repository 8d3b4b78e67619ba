import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import type { VariationCampaignView } from "@fleet-persona/hub-core";
import { LocalTime } from "../ui/local-time.tsx";
import { Meter } from "./meter.tsx";

/** How much of what it may use is used, and what it may do at all. */
export function BudgetCard({ campaign }: { readonly campaign: VariationCampaignView }) {
  const { budget, rounds, charter, freezes, endsAt, openedBy, openedAt } = campaign;
  const { template } = charter;
  return (
    <section className="card" aria-labelledby="budget-title">
      <div className="card-head">
        <h2 id="budget-title">Bounds and budget</h2>
      </div>
      <dl className="card-body cp-facts">
        <Fact name="Experiments' hours">
          <Meter used={budget.spentHours} of={budget.hours} unit="h" label="Hours" />
        </Fact>
        <Fact name="Experiments">
          <Meter used={rounds} of={budget.experiments} unit="" label="Experiments" />
        </Fact>
        <Fact name="Hosts on a variation">at most {budget.percent} %</Fact>
        <Fact name="Ends">
          <LocalTime at={endsAt} as="full" />
        </Fact>
        {charter.settings.map(({ name, low, high }) => (
          <Fact key={name} name={VARIABLE_SETTINGS[name].title}>
            {low} to {high}
            {VARIABLE_SETTINGS[name].unit === "s" ? " s" : ""}
          </Fact>
        ))}
        {charter.versionsOf.length > 0 && (
          <Fact name="Versions">
            the newest approved of{" "}
            {charter.versionsOf.length === 1 ? "one Persona" : `${charter.versionsOf.length} Personas`}
          </Fact>
        )}
        <Fact name="A winner">
          {template.confirm ? "is confirmed on fresh units, then " : ""}
          {template.promote === "automatic" ? "put in charge by itself" : "waits for a person"}
        </Fact>
        {freezes.length > 0 && <Fact name="Begins nothing in">{freezes.map(({ name }) => name).join(", ")}</Fact>}
        <Fact name="Opened">
          by {openedBy}, <LocalTime at={openedAt} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="muted tiny">{name}</dt>
      <dd className="small">{children}</dd>
    </div>
  );
}
