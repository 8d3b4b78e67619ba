import type { ListingPageView } from "@fleet-persona/hub-core";
import type { Attribute, InputSignal } from "@fleet-persona/persona";
import { Card, CardHead } from "../../ui/card.tsx";
import { shownNumber, shownValue } from "../../ui/figures.ts";
import { Stack } from "../../ui/stack.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { rangeOf } from "./attribute-range.ts";

type Manifest = ListingPageView["manifest"];

/** What the policy looks at and what it moves, straight from the signed manifest. */
export function ContractTab({ manifest }: { readonly manifest: Manifest }) {
  const { signals } = manifest.policy.inputs;
  return (
    <Stack>
      <Card id="contract" aria-labelledby="attributes-title">
        <CardHead
          id="attributes-title"
          title={`Moves ${manifest.attributes.length} attributes`}
          note="within the host's own bounds, whatever is written here"
        />
        <AttributesTable attributes={manifest.attributes} optimal={manifest.optimal_config} />
      </Card>
      <Card aria-labelledby="signals-title">
        <CardHead id="signals-title" title={`Sees ${signals.length} signals`} />
        <SignalsTable signals={signals} />
      </Card>
    </Stack>
  );
}

const costs = {
  hot: "hot: no effect on requests in flight",
  drain: "drain: waits for requests to finish",
  restart: "restart: needs a restart",
} as const;

type AttributesProps = { readonly attributes: readonly Attribute[]; readonly optimal: Manifest["optimal_config"] };

function AttributesTable({ attributes, optimal }: AttributesProps) {
  return (
    <Table caption="Attributes it moves">
      <thead>
        <tr>
          <Th>Attribute</Th>
          <Th>Range</Th>
          <Th>Default</Th>
          <Th>Optimal</Th>
          <Th>Safe</Th>
          <Th>Scope</Th>
          <Th>Change is</Th>
        </tr>
      </thead>
      <tbody>
        {attributes.map((attribute) => (
          <tr key={attribute.name}>
            <Th scope="row">
              <code>{attribute.name}</code>
            </Th>
            <Td className="font-mono text-12 whitespace-nowrap">{rangeOf(attribute)}</Td>
            <Td className="font-mono text-12">{shownValue(attribute.default)}</Td>
            <Td className="font-mono text-12">{shownValue(optimal[attribute.name])}</Td>
            <Td className="font-mono text-12">{shownValue(attribute.safe)}</Td>
            <Td>{attribute.scope}</Td>
            <Td title={costs[attribute.cost]}>{attribute.cost}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function SignalsTable({ signals }: { readonly signals: readonly InputSignal[] }) {
  return (
    <Table caption="Signals it sees">
      <thead>
        <tr>
          <Th>Signal</Th>
          <Th>Family</Th>
          <Th>Unit</Th>
          <Th num>trained on, p01 – p99</Th>
          <Th num title="How old a reading may be before it counts as missing">
            stale after
          </Th>
          <Th>Without it</Th>
        </tr>
      </thead>
      <tbody>
        {signals.map((signal) => (
          <tr key={signal.name}>
            <Th scope="row">
              <code>{signal.name}</code>
            </Th>
            <Td>{signal.family}</Td>
            <Td className="font-mono text-12">{signal.unit}</Td>
            <Td num>
              {shownNumber(signal.distribution.p01)} – {shownNumber(signal.distribution.p99)}
            </Td>
            <Td num>{shownNumber(signal.staleness_s)} s</Td>
            <Td className="whitespace-nowrap">{signal.required ? "the fallback decides" : "less confidence"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
