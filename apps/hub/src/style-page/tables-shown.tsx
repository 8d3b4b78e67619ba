import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { CardBody, CardFoot, CardHead, Card } from "../ui/card.tsx";
import { Code } from "../ui/code.tsx";
import { Columns } from "../ui/columns.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Fact, FactTile, FactTiles, Facts } from "../ui/facts.tsx";
import { Figure } from "../ui/figure.tsx";
import { ItemList } from "../ui/item-list.tsx";
import { Pagination } from "../ui/pagination.tsx";
import { Row } from "../ui/row.tsx";
import { ShareBar } from "../ui/share-bar.tsx";
import { Stack } from "../ui/stack.tsx";
import { SubjectHead } from "../ui/subject-head.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { Term } from "../ui/term.tsx";
import { TextButton } from "../ui/text-button.tsx";
import { Chapter, Specimen, Specimens } from "./specimen.tsx";

const hosts = [
  { name: "web-1", state: "Following", tone: "good", p95: "84.2", cores: "0.71" },
  { name: "web-2", state: "Lagging", tone: "warn", p95: "112.0", cores: "1.08" },
  { name: "web-3", state: "Away", tone: "bad", p95: "–", cores: "–" },
] as const;

/** Cards, tables, facts and figures. */
export function TablesShown() {
  return (
    <Chapter
      id="tables"
      title="Tables and cards"
      note="Tables where people compare, facts where they look something up."
    >
      <HostsCard />
      <Specimen name="SubjectHead, Columns">
        <Subject />
      </Specimen>
      <Specimens>
        <Read />
        <Tiles />
      </Specimens>
    </Chapter>
  );
}

function Subject() {
  return (
    <Stack>
      <SubjectHead
        above={
          <>
            <a href="#tables">Experiments</a> / Shop Europe
          </>
        }
        title="Half the adjustment factor"
        sentence="Better: 31 % fewer breach seconds, 95 % interval 18 to 42 %, cost unchanged."
        actions={<Button>Pause</Button>}
      >
        <Badge tone="accent">Running</Badge>
        <span>2 h so far</span>
      </SubjectHead>
      <Columns aside={<Card className="p-4">What goes with it</Card>}>
        <Card className="p-4">What the page is about</Card>
      </Columns>
    </Stack>
  );
}

function HostsCard() {
  return (
    <Card>
      <CardHead title="Hosts" note="Card, CardHead, Table, CardFoot">
        <Badge tone="good">2 of 3 report</Badge>
      </CardHead>
      <Table caption="Hosts of the sample" links>
        <thead>
          <tr>
            <Th>Host</Th>
            <Th>State</Th>
            <Th num>p95, ms</Th>
            <Th num>Cores</Th>
          </tr>
        </thead>
        <tbody>
          {hosts.map(({ name, state, tone, p95, cores }) => (
            <tr key={name}>
              <Th scope="row">{name}</Th>
              <Td>
                <Badge tone={tone}>{state}</Badge>
              </Td>
              <Td num>{p95}</Td>
              <Td num>{cores}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <CardFoot>p95 and cores over the last 10 s</CardFoot>
    </Card>
  );
}

function Read() {
  return (
    <>
      <Specimen name="Facts, Figure">
        <Facts>
          <Fact term="Seller">acme, acme.example</Fact>
          <Fact term="Signals">
            <Figure value="7" unit="of 9" />
          </Fact>
          <Fact term="Size">
            <Figure value="47.8" unit="kB" />
          </Fact>
        </Facts>
        <Row className="gap-x-8">
          <Figure label="p95 over 10 s" value="84" unit="ms" note="of 150" />
          <Figure label="Breach today" value="12" unit="s" tone="bad" />
        </Row>
      </Specimen>
      <Specimen name="CopyText, Code, Pagination">
        <CopyText text="SHA256:9f2cA1bbQQzz123" what="the fingerprint" />
        <CopyText block text="npx persona publish ./flash-sale --draft" what="the command" />
        <Code label="An answer">{'{\n  "version": 4,\n  "digest": "sha256:9f2c…"\n}'}</Code>
        <Pagination from={21} to={40} total={2000} atLeast previous="#tables" next="#tables" />
      </Specimen>
      <ListSpecimen />
      <Specimen name="Stack, Row, CardBody">
        <Card as="article">
          <CardBody>
            <Stack gap="small">
              <Row spread>
                <span>What stands at both ends</span>
                <Badge>Row spread</Badge>
              </Row>
              <p className="text-muted">A stack keeps its lines apart.</p>
            </Stack>
          </CardBody>
        </Card>
      </Specimen>
    </>
  );
}

function Tiles() {
  return (
    <Specimen name="FactTiles, FactTile, Term, TextButton, ShareBar">
      <FactTiles>
        <FactTile term="Hosts on a variation">at most 50 %</FactTile>
        <FactTile term="Hours used">
          <ShareBar share={0.3} mark={0.5} label="21.6 of 72 hours, half of them at least" />
        </FactTile>
      </FactTiles>
      <p>
        It watches a <Term word="guardrail" meaning="a metric that no arm may worsen by its margin or more" />{" "}
        <TextButton>Show it in the chart</TextButton>
      </p>
    </Specimen>
  );
}

function ListSpecimen() {
  return (
    <Specimen name="ItemList">
      <ItemList aria-label="Tokens of the sample">
        <li>
          <div>Deploy pipeline</div>
          <Badge tone="good">good</Badge>
        </li>
        <li>
          <div>Old till</div>
          <Badge tone="warn">expired</Badge>
        </li>
      </ItemList>
    </Specimen>
  );
}
