import type { FleetAttribute } from "@fleet-persona/fleet-config";
import type { FleetConfigExport, HostValue } from "@fleet-persona/hub-core";
import type { Attribute, Manifest } from "@fleet-persona/persona";
import { Card, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { shownNumber, shownValue } from "../ui/figures.ts";
import { Table, Td, Th } from "../ui/table.tsx";
import { boundBar } from "./bound-bar.ts";

type Props = { readonly current: FleetConfigExport; readonly manifest: Manifest | null };

/** Every attribute: where it is decided, what it is on each host, what is declared safe, what it may be, whose it is. */
export function AttributeSection({ current, manifest }: Props) {
  const names = [...new Set([...Object.keys(current.config.attributes), ...Object.keys(current.now)])].toSorted();
  return (
    <Card aria-labelledby="attributes-title">
      <CardHead
        id="attributes-title"
        title="Attributes"
        level={3}
        note={
          <>
            <span className="ml-2 inline-block h-1 w-3.5 bg-accent align-middle" aria-hidden="true" /> may be{" "}
            <span className="ml-2 inline-block h-3 w-[3px] bg-text align-middle" aria-hidden="true" /> is now{" "}
            <span className="ml-2 inline-block h-2.5 w-[3px] bg-good align-middle" aria-hidden="true" /> declared safe
          </>
        }
      />
      {names.length === 0 ? (
        <EmptyState
          title="No attribute yet"
          action={{ href: `/fleets/${current.fleetId}/install`, label: "Install the agent" }}
        >
          Attributes appear here once a host reports what it can steer, or the document declares them.
        </EmptyState>
      ) : (
        <Table stacks caption="Attributes">
          <thead>
            <tr>
              <Th>Attribute</Th>
              <Th>Decided</Th>
              <Th>Now</Th>
              <Th>Safe</Th>
              <Th>May be</Th>
              <Th>Owner</Th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <AttributeRow
                key={name}
                name={name}
                declared={current.config.attributes[name]}
                attribute={manifest?.attributes.find((known) => known.name === name)}
                now={current.now[name] ?? []}
              />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

type RowProps = {
  readonly name: string;
  readonly declared: FleetAttribute | undefined;
  readonly attribute: Attribute | undefined;
  readonly now: readonly HostValue[];
};

function AttributeRow({ name, declared, attribute, now }: RowProps) {
  const scope = declared?.scope ?? attribute?.scope ?? "host";
  const unit = attribute !== undefined && "unit" in attribute ? attribute.unit : "";
  return (
    <tr>
      <Th scope="row">
        <code>{name}</code> {unit !== "" && <span className="text-muted text-12">{unit}</span>}
      </Th>
      <Td data-label="Decided">{scope === "fleet" ? "by the leader, for all hosts" : "on each host"}</Td>
      <Td data-label="Now">
        <NowValues now={now} />
      </Td>
      <Td className="font-mono text-12" data-label="Safe">
        {declared?.value === undefined ? (
          <span className="text-muted" title="Without a declared value, a host goes back to its own snapshot">
            own snapshot
          </span>
        ) : (
          shownValue(declared.value)
        )}
      </Td>
      <Td className="min-w-50" data-label="May be">
        <MayBe declared={declared ?? { scope }} attribute={attribute} now={now} />
      </Td>
      <Td className="text-muted" data-label="Owner">
        {declared?.owner ?? "–"}
      </Td>
    </tr>
  );
}

// Hosts that agree are one figure; those that do not are named.
function NowValues({ now }: { readonly now: readonly HostValue[] }) {
  const groups = [...Map.groupBy(now, ({ value }) => shownValue(value))];
  if (groups.length === 0) return <span className="text-muted">not reported</span>;
  return (
    <ul role="list" className="grid gap-0.5">
      {groups.map(([words, hosts]) => (
        <li key={words} title={hosts.map(({ hostName }) => hostName).join(", ")}>
          <span className="font-mono text-12 font-medium">{words}</span>{" "}
          <span className="text-muted text-12">
            {hosts.length > 3 ? `on ${hosts.length} hosts` : hosts.map(({ hostName }) => hostName).join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

type MayBeProps = {
  readonly declared: FleetAttribute;
  readonly attribute: Attribute | undefined;
  readonly now: readonly HostValue[];
};

function MayBe({ declared, attribute, now }: MayBeProps) {
  const bar = boundBar(attribute, { declared, now: now.map(({ value }) => value) });
  const { bounds, step } = declared;
  if (bar === null) {
    const allowed = bounds !== undefined && "allowed" in bounds ? bounds.allowed : choicesOf(attribute);
    return (
      <span className="font-mono text-12">{allowed.length === 0 ? "–" : allowed.map(shownValue).join(" · ")}</span>
    );
  }
  const words = bounds !== undefined && "min" in bounds ? [bounds.min, bounds.max] : bar.ends;
  return (
    <div className="flex flex-wrap items-center gap-x-2 [&_svg]:h-3 [&_svg]:min-w-[70px] [&_svg]:flex-[1_1_90px]">
      <span className="font-mono whitespace-nowrap tabular-nums text-12">
        {shownNumber(words[0] ?? null)} to {shownNumber(words[1] ?? null)}
      </span>
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label={words.join(" to ")}>
        <rect className="fill-sunk stroke-line [stroke-width:0.4]" y="4" width="100" height="4" />
        <rect
          className="fill-[color-mix(in_oklab,var(--accent)_60%,var(--raised))]"
          x={bar.allowed.from * 100}
          y="4"
          width={Math.max(0.8, (bar.allowed.to - bar.allowed.from) * 100)}
          height="4"
        />
        {bar.safe !== null && <rect className="fill-good" x={bar.safe * 98} y="1" width="2" height="10" />}
        {[...new Set(bar.now)].map((share) => (
          <rect key={share} className="fill-text" x={share * 98.4} width="1.6" height="12" />
        ))}
      </svg>
      {step !== undefined && (
        <span className="text-muted text-12 basis-full">
          {step.grow === undefined ? "" : `+${shownNumber(step.grow)}`}
          {step.grow !== undefined && step.shrink !== undefined ? " / " : ""}
          {step.shrink === undefined ? "" : `−${shownNumber(step.shrink)}`} a step
        </span>
      )}
    </div>
  );
}

function choicesOf(attribute: Attribute | undefined): readonly (string | boolean)[] {
  if (attribute?.kind === "categorical") return attribute.choices;
  return attribute?.kind === "boolean" ? [false, true] : [];
}
