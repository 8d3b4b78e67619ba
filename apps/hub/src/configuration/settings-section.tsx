import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { Manifest } from "@fleet-persona/persona";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { shownNumber } from "../ui/figures.ts";
import { settingLines } from "./sentences.ts";

type Props = { readonly settings: FleetConfig["settings"]; readonly manifest: Manifest | null };

/** What the tenant changed in the settings, beside what the Persona brings. */
export function SettingsSection({ settings, manifest }: Props) {
  const lines = settingLines(settings);
  return (
    <Card aria-labelledby="settings-title">
      <CardHead id="settings-title" title="Settings" level={3} note="what is not here is the Persona's own" />
      {lines.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">You have changed none.</p>
      ) : (
        <CardBody>
          <Facts>
            {lines.map(({ name, words }) => (
              <Fact key={name} term={name}>
                {words}
              </Fact>
            ))}
          </Facts>
        </CardBody>
      )}
      {manifest !== null && <CardFoot>{ownWords(manifest)}</CardFoot>}
    </Card>
  );
}

function ownWords({ name, adaptation: own }: Manifest): string {
  const figures = [
    `risk tolerance ${shownNumber(own.risk_tolerance)}`,
    `adjustment factor ${shownNumber(own.adjustment_factor)}`,
    `deadband ${shownNumber(own.deadband)}`,
    `cooldown ${shownNumber(own.cooldown_s.grow)} s to grow and ${shownNumber(own.cooldown_s.shrink)} s to shrink`,
  ];
  return `${name} brings ${figures.join(", ")}.`;
}
