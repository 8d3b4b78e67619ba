import type { ListingDetail } from "@fleet-persona/hub-core";
import type { Attribute, InputSignal } from "@fleet-persona/persona";
import { shownNumber, shownValue } from "../ui/figures.ts";

type Manifest = ListingDetail["manifest"];

/** What the policy looks at and what it moves, straight from the signed manifest. */
export function ContractSection({ manifest }: { readonly manifest: Manifest }) {
  return (
    <section className="card" id="contract" aria-labelledby="contract-title">
      <div className="card-head">
        <h2 id="contract-title">Signals and attributes</h2>
        <p>
          sees {manifest.policy.inputs.signals.length} signals, moves {manifest.attributes.length} attributes
        </p>
      </div>
      <AttributesTable attributes={manifest.attributes} optimal={manifest.optimal_config} />
      <SignalsTable signals={manifest.policy.inputs.signals} />
    </section>
  );
}

function rangeOf(attribute: Attribute): string {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return `${shownValue(attribute.min)} – ${shownValue(attribute.max)} ${attribute.unit}`.trim();
    case "categorical":
      return attribute.choices.join(" | ");
    case "boolean":
      return "off | on";
    default:
      attribute satisfies never;
      return "";
  }
}

const costs = {
  hot: "hot: no effect on requests in flight",
  drain: "drain: waits for requests to finish",
  restart: "restart: needs a restart",
} as const;

type AttributesProps = { readonly attributes: readonly Attribute[]; readonly optimal: Manifest["optimal_config"] };

function AttributesTable({ attributes, optimal }: AttributesProps) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Attributes it moves">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Attribute it moves</th>
            <th scope="col">Range</th>
            <th scope="col">Default</th>
            <th scope="col">Optimal</th>
            <th scope="col">Safe</th>
            <th scope="col">Scope</th>
            <th scope="col">Change is</th>
          </tr>
        </thead>
        <tbody>
          {attributes.map((attribute) => (
            <tr key={attribute.name}>
              <th scope="row">
                <code>{attribute.name}</code>
              </th>
              <td className="mono tiny nowrap">{rangeOf(attribute)}</td>
              <td className="mono tiny">{shownValue(attribute.default)}</td>
              <td className="mono tiny">{shownValue(optimal[attribute.name])}</td>
              <td className="mono tiny">{shownValue(attribute.safe)}</td>
              <td>{attribute.scope}</td>
              <td title={costs[attribute.cost]}>{attribute.cost}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SignalsTable({ signals }: { readonly signals: readonly InputSignal[] }) {
  return (
    <div className="table-scroll table-second" tabIndex={0} role="region" aria-label="Signals it sees">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Signal it sees</th>
            <th scope="col">Family</th>
            <th scope="col">Unit</th>
            <th scope="col" className="num">
              trained on, p01 – p99
            </th>
            <th scope="col" className="num" title="How old a reading may be before it counts as missing">
              stale after
            </th>
            <th scope="col">Without it</th>
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.name}>
              <th scope="row">
                <code>{signal.name}</code>
              </th>
              <td>{signal.family}</td>
              <td className="mono tiny">{signal.unit}</td>
              <td className="num">
                {shownNumber(signal.distribution.p01)} – {shownNumber(signal.distribution.p99)}
              </td>
              <td className="num">{shownNumber(signal.staleness_s)} s</td>
              <td className="nowrap">{signal.required ? "the fallback decides" : "less confidence"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
