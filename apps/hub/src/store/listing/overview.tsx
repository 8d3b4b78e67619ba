import type { ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { compareEvidence } from "../../evidence/compare-evidence.ts";
import { readEvidence } from "../../evidence/read-evidence.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { Stack } from "../../ui/stack.tsx";
import { Tag } from "../../ui/tag.tsx";
import { ClaimBesideGate } from "./claim-beside-gate.tsx";
import { ForestPlot } from "./forest-plot.tsx";
import { outcomesOf } from "./outcomes.ts";
import { tabOf } from "./listing-tabs.ts";

const measuredShown = 3;

/** The story in short: the evidence on one chart, what fleets measured, what it needs and moves, and the author's own words. */
export function Overview({ listing }: { readonly listing: ListingPageView }) {
  const { personaId, effects, scenarios, manifest } = listing;
  const evidence = readEvidence(listing.evidence);
  const measured = outcomesOf({ effects, scenarios: [], evidence: readEvidence(null), report: null, version: 1 });
  return (
    <Stack>
      <Card aria-labelledby="evidence-title">
        <CardHead id="evidence-title" title="Cost against breach seconds">
          <Link href={tabOf(personaId, "evidence").href} prefetch={false} className="text-13">
            All figures
          </Link>
        </CardHead>
        <CardBody>
          <ClaimBesideGate compared={compareEvidence(evidence, scenarios)} />
        </CardBody>
      </Card>
      {measured.length > 0 && (
        <Card aria-labelledby="measured-title">
          <CardHead id="measured-title" title="Measured on fleets">
            <Link href={tabOf(personaId, "measured").href} prefetch={false} className="text-13">
              All {measured.length}
            </Link>
          </CardHead>
          <ForestPlot outcomes={measured.slice(0, measuredShown)} caption="What fleets measured" />
        </Card>
      )}
      <Card aria-labelledby="contract-title">
        <CardHead id="contract-title" title="What it needs and what it moves">
          <Link href={tabOf(personaId, "contract").href} prefetch={false} className="text-13">
            Signals and attributes
          </Link>
        </CardHead>
        <CardBody className="grid gap-3 text-13 sm:grid-cols-2">
          <Names title="Cannot do without" names={manifest.requires.signals} />
          <Names title="Moves" names={manifest.attributes.map(({ name }) => name)} />
        </CardBody>
      </Card>
      <Card aria-labelledby="card-title">
        <CardHead id="card-title" title="Model card" note="written by the author, part of the signed bundle" />
        <CardBody>
          <Markdown source={listing.card} />
        </CardBody>
      </Card>
    </Stack>
  );
}

function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  return (
    <div>
      <h3 className="mb-1.5 text-12 font-medium text-muted">{title}</h3>
      <p className="flex flex-wrap gap-1.5">
        {names.length === 0 && <span className="text-muted">nothing</span>}
        {names.map((name) => (
          <Tag key={name} className="font-mono">
            {name}
          </Tag>
        ))}
      </p>
    </div>
  );
}
