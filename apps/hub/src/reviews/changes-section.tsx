import type { ReviewSubject, SubjectFleet } from "@fleet-persona/hub-core";
import type { Attribute, GateSeries } from "@fleet-persona/persona";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { boundWords } from "./bound-words.ts";
import { rangeWords } from "./differences.ts";
import { usedChoices, usedRange } from "./run-series.ts";

const costs = {
  hot: "hot: no effect on requests in flight",
  drain: "drain: waits for requests to finish",
  restart: "restart: needs a restart",
} as const;

type Props = Pick<ReviewSubject, "manifest" | "fleets"> & { readonly series: readonly GateSeries[] };

/** What it may change and how far, beside what it used in the gate and what the fleets allow. */
export function ChangesSection({ manifest, fleets, series }: Props) {
  const bounded = fleets.filter(({ declared }) => Object.keys(declared).length > 0);
  return (
    <section className="card" id="changes" aria-labelledby="changes-title">
      <div className="card-head">
        <h2 id="changes-title">What it may change</h2>
        <p>bounds are the Persona's, then yours, then each host's own file: the narrowest counts</p>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Attributes it may change">
        <table className="table table-stack">
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col">May be</th>
              <th scope="col">Was in the gate</th>
              <th scope="col">Default</th>
              <th scope="col">Safe</th>
              <th scope="col">A change is</th>
              <th scope="col">Your bounds</th>
            </tr>
          </thead>
          <tbody>
            {manifest.attributes.map((attribute) => (
              <tr key={attribute.name}>
                <th scope="row">
                  <code>{attribute.name}</code> <span className="muted tiny">{attribute.scope}</span>
                </th>
                <td className="mono tiny" data-label="May be">
                  {rangeWords(attribute)}
                </td>
                <td className="mono tiny" data-label="Was in the gate">
                  {usedWords(attribute, series)}
                </td>
                <td className="mono tiny" data-label="Default">
                  {shownValue(attribute.default)}
                </td>
                <td className="mono tiny" data-label="Safe">
                  {shownValue(attribute.safe)}
                </td>
                <td data-label="A change is" title={costs[attribute.cost]}>
                  {attribute.cost === "restart" ? <span className="tone-warn strong">restart</span> : attribute.cost}
                </td>
                <td className="tiny" data-label="Your bounds">
                  <DeclaredBounds fleets={bounded} attribute={attribute.name} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function usedWords(attribute: Attribute, series: readonly GateSeries[]): string {
  const range = usedRange(series, attribute.name);
  if (range !== null) return range.map((value) => shownNumber(value, 3)).join(" to ");
  const choices = usedChoices(series, attribute.name);
  return choices.length === 0 ? "–" : choices.map(shownValue).join(", ");
}

function DeclaredBounds({
  fleets,
  attribute,
}: {
  readonly fleets: readonly SubjectFleet[];
  readonly attribute: string;
}) {
  const said = fleets.flatMap(({ name, declared }) => {
    const bound = declared[attribute];
    return bound === undefined ? [] : [{ name, words: boundWords(bound) }];
  });
  if (said.length === 0) return <span className="muted">none</span>;
  return (
    <ul role="list">
      {said.map(({ name, words }) => (
        <li key={name}>
          <span className="mono">{words}</span> <span className="muted">on {name}</span>
        </li>
      ))}
    </ul>
  );
}
