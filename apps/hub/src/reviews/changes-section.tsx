import type { ReviewSubject, SubjectFleet } from "@fleet-persona/hub-core";
import type { Attribute, GateSeries } from "@fleet-persona/persona";
import { Card, CardHead } from "../ui/card.tsx";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { Table, Td, Th } from "../ui/table.tsx";
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
    <Card id="changes" aria-labelledby="changes-title">
      <CardHead
        id="changes-title"
        title="What it may change"
        note="bounds are the Persona's, then yours, then each host's own file: the narrowest counts"
      />
      <Table caption="Attributes it may change" stacks>
        <thead>
          <tr>
            <Th>Attribute</Th>
            <Th>May be</Th>
            <Th>Was in the gate</Th>
            <Th>Default</Th>
            <Th>Safe</Th>
            <Th>A change is</Th>
            <Th>Your bounds</Th>
          </tr>
        </thead>
        <tbody>
          {manifest.attributes.map((attribute) => (
            <tr key={attribute.name}>
              <Th scope="row">
                <code>{attribute.name}</code> <span className="text-12 text-muted">{attribute.scope}</span>
              </Th>
              <Td className="font-mono text-12" data-label="May be">
                {rangeWords(attribute)}
              </Td>
              <Td className="font-mono text-12" data-label="Was in the gate">
                {usedWords(attribute, series)}
              </Td>
              <Td className="font-mono text-12" data-label="Default">
                {shownValue(attribute.default)}
              </Td>
              <Td className="font-mono text-12" data-label="Safe">
                {shownValue(attribute.safe)}
              </Td>
              <Td data-label="A change is" title={costs[attribute.cost]}>
                {attribute.cost === "restart" ? <span className="font-medium text-warn">restart</span> : attribute.cost}
              </Td>
              <Td className="text-12" data-label="Your bounds">
                <DeclaredBounds fleets={bounded} attribute={attribute.name} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
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
  if (said.length === 0) return <span className="text-muted">none</span>;
  return (
    <ul role="list">
      {said.map(({ name, words }) => (
        <li key={name}>
          <span className="font-mono text-[0.93em]">{words}</span> <span className="text-muted">on {name}</span>
        </li>
      ))}
    </ul>
  );
}
