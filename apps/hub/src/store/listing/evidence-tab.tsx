import type { GateFigures, ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { compareEvidence } from "../../evidence/compare-evidence.ts";
import { readEvidence } from "../../evidence/read-evidence.ts";
import type { Evidence, EvidenceArm } from "../../evidence/read-evidence.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card, CardBody, CardFoot, CardHead } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { shownNumber } from "../../ui/figures.ts";
import { Stack } from "../../ui/stack.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { ClaimBesideGate } from "./claim-beside-gate.tsx";

/** The author's claim and the gate's repetition, on one chart and in all their figures. */
export function EvidenceTab({ listing }: { readonly listing: ListingPageView }) {
  const evidence = readEvidence(listing.evidence);
  return (
    <Stack>
      <Card aria-labelledby="evidence-title">
        <CardHead id="evidence-title" title="Cost against breach seconds" />
        <CardBody>
          <ClaimBesideGate compared={compareEvidence(evidence, listing.scenarios)} />
        </CardBody>
      </Card>
      {listing.scenarios.length > 0 && <GateTable scenarios={listing.scenarios} versionId={listing.latestVersionId} />}
      <ClaimTable evidence={evidence} />
    </Stack>
  );
}

function GateTable({
  scenarios,
  versionId,
}: {
  readonly scenarios: readonly GateFigures[];
  readonly versionId: string;
}) {
  return (
    <Card aria-labelledby="gate-title">
      <CardHead
        id="gate-title"
        title="Scenario by scenario, at the gate"
        note="means over the runs; three minutes each"
      >
        <Badge tone="accent">Repeated by the gate</Badge>
      </CardHead>
      <Table caption="The gate's scenarios">
        <thead>
          <tr>
            <Th>Scenario</Th>
            <Th num>runs</Th>
            <Th num>breach, s</Th>
            <Th num>reactive rule</Th>
            <Th num>defaults</Th>
            <Th num>cost, core·s</Th>
            <Th num>reactive rule</Th>
            <Th num>defaults</Th>
          </tr>
        </thead>
        <tbody>
          {scenarios.map(({ name, runs, guarded, baselines: { reactive, static_default: defaults } }) => (
            <tr key={name}>
              <Th scope="row">{name.replaceAll("-", " ")}</Th>
              <Td num>{runs}</Td>
              <Td num>
                <strong>{shownNumber(guarded.breach_seconds)}</strong>
              </Td>
              <Td num>{shownNumber(reactive.breach_seconds)}</Td>
              <Td num>{shownNumber(defaults.breach_seconds)}</Td>
              <Td num>
                <strong>{shownNumber(guarded.core_seconds)}</strong>
              </Td>
              <Td num>{shownNumber(reactive.core_seconds)}</Td>
              <Td num>{shownNumber(defaults.core_seconds)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <CardFoot>
        With its guards, as on a host.{" "}
        <Link href={`/reviews/${versionId}`} prefetch={false}>
          Everything the gate found
        </Link>{" "}
        is on the review desk.
      </CardFoot>
    </Card>
  );
}

const mostArms = 24;

function ClaimTable({ evidence: { arms, facts } }: { readonly evidence: Evidence }) {
  return (
    <Card aria-labelledby="claim-title">
      <CardHead id="claim-title" title="What the author measured" note="from evidence.json, part of the signed bundle">
        <Badge>Claimed by the author</Badge>
      </CardHead>
      {arms.length === 0 ? (
        <CardBody>
          <p className="text-muted">The author's report names no arms to compare.</p>
        </CardBody>
      ) : (
        <ArmsTable arms={arms.slice(-mostArms)} />
      )}
      {facts.length > 0 && (
        <CardBody>
          <Facts>
            {facts.slice(0, mostArms).map(({ name, value }) => (
              <Fact key={name} term={name.replaceAll("_", " ")}>
                <span className="font-mono text-12">{value}</span>
              </Fact>
            ))}
          </Facts>
        </CardBody>
      )}
    </Card>
  );
}

const columns: readonly (readonly [title: string, of: (arm: EvidenceArm) => number | null])[] = [
  ["breach, s", (arm) => arm.breachSeconds],
  ["cost, core·s", (arm) => arm.coreSeconds],
  ["p50, ms", (arm) => arm.p50Ms],
  ["p95, ms", (arm) => arm.p95Ms],
  ["p99, ms", (arm) => arm.p99Ms],
  ["errors", (arm) => arm.errors],
  ["requests", (arm) => arm.requests],
];

function ArmsTable({ arms }: { readonly arms: readonly EvidenceArm[] }) {
  // A column that no arm fills would only push the others apart.
  const filled = columns.filter(([, of]) => arms.some((arm) => of(arm) !== null));
  return (
    <Table caption="The author's arms">
      <thead>
        <tr>
          <Th>Arm</Th>
          {filled.map(([title]) => (
            <Th num key={title}>
              {title}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {arms.map((arm) => (
          <tr key={arm.name}>
            <Th scope="row" className="wrap-anywhere">
              {arm.name === "persona" ? "this Persona" : arm.name}
            </Th>
            {filled.map(([title, of]) => (
              <Td num key={title}>
                {shownNumber(of(arm))}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
