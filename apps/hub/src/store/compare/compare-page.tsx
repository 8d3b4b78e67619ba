import type { ListingComparison } from "@fleet-persona/hub-core";
import Link from "next/link";
import { classes } from "../../ui/classes.ts";
import { Card, CardBody, CardFoot, CardHead } from "../../ui/card.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Stack } from "../../ui/stack.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { SellerLine } from "../seller-line.tsx";
import { emptyQuery, listingHref, mostCompared, storeHref } from "../store-query.ts";
import { CompareChart } from "./compare-chart.tsx";
import { compareHref } from "./compare-href.ts";
import { compareRows } from "./compare-rows.ts";
import type { ComparedGroup, ComparedRow } from "./compare-rows.ts";

type Props = {
  readonly comparison: ListingComparison;
  readonly tray: readonly string[];
  readonly onlyDifferences: boolean;
};

/** Two or three Personas side by side: their evidence on one chart, then everything they are compared by, differences marked. */
export function ComparePage({ comparison, tray, onlyDifferences }: Props) {
  const groups = compareRows(comparison).flatMap((group) => {
    const rows = group.rows.filter(({ differs }) => differs || !onlyDifferences);
    return rows.length === 0 ? [] : [{ ...group, rows }];
  });
  const here = compareHref(tray);
  return (
    <Stack>
      <Card aria-labelledby="evidence-title">
        <CardHead
          id="evidence-title"
          title="Evidence"
          note="each beside the reactive rule in the same runs, so that fleets of different size can be compared"
        />
        <CardBody>
          <CompareChart rows={comparison.rows} />
        </CardBody>
      </Card>
      <Card aria-labelledby="table-title">
        <CardHead id="table-title" title="Side by side">
          <Segmented
            label="Rows"
            value={onlyDifferences ? "differences" : "all"}
            segments={[
              { value: "all", label: "Everything", href: here },
              { value: "differences", label: "Only what differs", href: `${here}&only=differences` },
            ]}
          />
        </CardHead>
        <Table caption="Side by side">
          <Head comparison={comparison} tray={tray} />
          {groups.map((group) => (
            <Group key={group.title} group={group} columns={comparison.rows.length} />
          ))}
        </Table>
        <CardFoot>
          <span className="text-accent" aria-hidden="true">
            ≠
          </span>{" "}
          marks what is not the same for all.
        </CardFoot>
      </Card>
    </Stack>
  );
}

function Head({ comparison: { rows }, tray }: Pick<Props, "comparison" | "tray">) {
  return (
    <thead>
      <tr>
        <Th>
          {tray.length < mostCompared && (
            <Link href={storeHref(emptyQuery, { sort: "best", tray })} prefetch={false}>
              + one more
            </Link>
          )}
        </Th>
        {rows.map((row) => (
          <th
            key={row.personaId}
            scope="col"
            className="min-w-30 border-b border-line py-3 pr-4 text-left align-top font-normal sm:min-w-44"
          >
            <Link
              href={listingHref(row.personaId, tray)}
              prefetch={false}
              className="inline-flex min-h-6 items-center text-14 font-semibold wrap-anywhere"
            >
              {row.title}
            </Link>
            <span className="block text-12 text-muted">
              <SellerLine publisher={row.publisher} name={row.publisherName} domain={row.sellerDomain} />
            </span>
            <Link
              href={compareHref(tray.filter((each) => each !== row.personaId))}
              prefetch={false}
              className="inline-flex min-h-6 items-center text-12"
              aria-label={`Take away ${row.title}`}
            >
              Take away
            </Link>
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Group({ group, columns }: { readonly group: ComparedGroup; readonly columns: number }) {
  return (
    <tbody>
      <tr>
        <th
          scope="colgroup"
          colSpan={columns + 1}
          className="border-b border-line bg-sunk px-4 py-2 text-left text-13 font-semibold"
        >
          {group.title}
          {group.note !== null && <span className="ml-2 text-12 font-normal text-muted">{group.note}</span>}
        </th>
      </tr>
      {group.rows.map((row) => (
        <Row key={row.name} row={row} code={group.code} />
      ))}
    </tbody>
  );
}

function Row({ row: { name, cells, differs }, code }: { readonly row: ComparedRow; readonly code: boolean }) {
  return (
    <tr>
      <Th scope="row" className="max-w-28 wrap-anywhere sm:max-w-none sm:whitespace-nowrap">
        <span className={classes("mr-1.5 inline-block w-3 text-accent", !differs && "invisible")} aria-hidden="true">
          ≠
        </span>
        {differs && <span className="visually-hidden">differs: </span>}
        <span className={classes(code && "font-mono text-12")}>{name}</span>
      </Th>
      {cells.map((cell, index) => (
        <Td key={index} className={classes("wrap-anywhere", !differs && "text-muted")}>
          {cell}
        </Td>
      ))}
    </tr>
  );
}
