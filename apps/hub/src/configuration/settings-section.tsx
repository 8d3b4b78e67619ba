import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { Manifest } from "@fleet-persona/persona";
import { shownNumber } from "../ui/figures.ts";
import { settingLines } from "./sentences.ts";

type Props = { readonly settings: FleetConfig["settings"]; readonly manifest: Manifest | null };

/** What the tenant changed in the settings, beside what the Persona brings. */
export function SettingsSection({ settings, manifest }: Props) {
  const lines = settingLines(settings);
  return (
    <section className="card" aria-labelledby="settings-title">
      <div className="card-head">
        <h3 id="settings-title">Settings</h3>
        <p>what is not here is the Persona's own</p>
      </div>
      {lines.length === 0 ? (
        <p className="card-body muted">You have changed none.</p>
      ) : (
        <dl className="facts card-body">
          {lines.map(({ name, words }) => (
            <div key={name} className="facts-line">
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      {manifest !== null && <p className="card-foot">{ownWords(manifest)}</p>}
    </section>
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
