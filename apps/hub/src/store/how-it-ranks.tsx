import Link from "next/link";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";
import { Table, Td, Th } from "../ui/table.tsx";

const parts = [
  {
    weight: "0.55",
    name: "Ratings",
    what: "The lower end of the 95 % interval of the mean of stars. Three votes of five stars count as 2.9, two hundred at 4.7 as 4.6.",
  },
  {
    weight: "0.25",
    name: "The gate",
    what: "Passed counts whole, passed with remarks six tenths, not judged yet three tenths. What it rejected comes last.",
  },
  {
    weight: "0.20",
    name: "Effect",
    what: "The worse end of what the gate repeated or a fleet measured, beside the reactive rule. What is only claimed is nothing.",
  },
  {
    weight: "0.05",
    name: "Freshness",
    what: "Worth a third of a star on its first day, nothing after thirty; only what the gate passed.",
  },
] as const;

/** What the order of results is made of, and what the words of the store mean. */
export function HowItRanks() {
  return (
    <Page width="narrow">
      <PageHead
        title="How the store is put in order"
        lead="“Best” is the worse end of what is known: small samples, fresh accounts and downloads move nothing."
      />
      <Stack>
        <Card aria-labelledby="best-title">
          <CardHead id="best-title" title="Best" note="the sum of four parts, each 0 to 1" />
          <Table caption="The parts of the order">
            <thead>
              <tr>
                <Th>Part</Th>
                <Th num>Weight</Th>
                <Th>What it is</Th>
              </tr>
            </thead>
            <tbody>
              {parts.map(({ weight, name, what }) => (
                <tr key={name}>
                  <Th scope="row">{name}</Th>
                  <Td num>{weight}</Td>
                  <Td>{what}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
        <Words />
      </Stack>
    </Page>
  );
}

const words = [
  [
    "A vote that counts",
    "One for each tenant and Persona, of a tenant that paid somebody here or is established, and whose own enrolled agents ran it. Tenants that share a person are one.",
  ],
  [
    "Repeated by the gate",
    "The gate runs every version in eight scenarios that no author chooses, beside the reactive rule and its own defaults on the same arrivals.",
  ],
  [
    "Measured on a fleet",
    "A tenant's own experiment on its own traffic, as its enrolled agents reported it, with the interval that holds for any number of looks.",
  ],
  [
    "Claimed by the author",
    "From the author's own report, in the author's own scenarios. It is shown beside the others and counts for nothing.",
  ],
  ["Verified domain", "The seller proved by a DNS record that the domain is theirs; the hub looks again every day."],
  ["Ran on", "Distinct enrolled agents that ran it, for real or in shadow. Never downloads."],
] as const;

function Words() {
  return (
    <Card aria-labelledby="words-title">
      <CardHead id="words-title" title="What the words mean" />
      <CardBody>
        <dl className="grid gap-3">
          {words.map(([term, meaning]) => (
            <div key={term}>
              <dt className="font-medium">{term}</dt>
              <dd className="text-muted">{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-13">
          <Link href="/store" prefetch={false}>
            To the store
          </Link>
        </p>
      </CardBody>
    </Card>
  );
}
