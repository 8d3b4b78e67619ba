import type { FamilyView as Family } from "@fleet-persona/hub-core";
import { classes } from "../ui/classes.ts";
import { Table, Td, Th } from "../ui/table.tsx";
import { effectsInWords } from "./effects-in-words.ts";
import { FamilyNode } from "./family-node.tsx";
import { placedFamily } from "./family-tree.ts";
import type { PlacedVersion } from "./family-tree.ts";

const column = 28;
const mostDepth = 8;

// Room for the lines beside each depth; on a small screen only a step to the right.
const indents = [
  "pl-0 sm:pl-9",
  "pl-3.5 sm:pl-16",
  "pl-7 sm:pl-23",
  "pl-10.5 sm:pl-30",
  "pl-14 sm:pl-37",
  "pl-17.5 sm:pl-44",
  "pl-21 sm:pl-51",
  "pl-24.5 sm:pl-58",
  "pl-28 sm:pl-65",
];
const line = "fill-none stroke-line-strong stroke-2";

/** A family as a tree: lines from parent to child beside a card for each version, and the same as a table. */
export function FamilyTree({ family }: { readonly family: Family }) {
  const placed = placedFamily(family.versions);
  return (
    <>
      <ol className="m-0 mt-6 list-none p-0" aria-label={`Versions of ${family.title} below what they were made from`}>
        {placed.map((each) => (
          <li key={each.address} className={classes("relative pb-3", indents[Math.min(mostDepth, each.depth)])}>
            <Lines of={each} all={placed} />
            <FamilyNode version={each.version} />
          </li>
        ))}
      </ol>
      <FamilyTable placed={placed} />
    </>
  );
}

type LinesProps = { readonly of: PlacedVersion; readonly all: readonly PlacedVersion[] };

/** The lines that run through one row: down beside it for ancestors that have more children below, and into its own dot. */
function Lines({ of, all }: LinesProps) {
  const depth = Math.min(mostDepth, of.depth);
  const width = (depth + 1) * column;
  const through = columnsThrough(of, all);
  const hasChildren = all.some(({ from }) => from === of.row);
  const x = (at: number): number => at * column + column / 2;
  return (
    <svg
      className="absolute inset-y-0 left-0 hidden h-full overflow-visible sm:block"
      width={width}
      aria-hidden="true"
      focusable="false"
    >
      {through.map((at) => (
        <line key={at} className={line} x1={x(at)} x2={x(at)} y1="0" y2="100%" />
      ))}
      {of.from !== null && (
        <path
          className={line}
          d={`M${x(Math.max(0, depth - 1))} 0V12Q${x(Math.max(0, depth - 1))} 24 ${x(Math.max(0, depth - 1)) + 12} 24H${x(depth)}`}
        />
      )}
      {hasChildren && <line className={line} x1={x(depth)} x2={x(depth)} y1="24" y2="100%" />}
      <circle
        className={of.version.own ? "fill-accent stroke-accent stroke-2" : "fill-raised stroke-muted stroke-2"}
        cx={x(depth)}
        cy="24"
        r="6"
      />
    </svg>
  );
}

/** Columns of ancestors that have a further child below this row. */
function columnsThrough(of: PlacedVersion, all: readonly PlacedVersion[]): readonly number[] {
  const columns: number[] = [];
  for (let at: PlacedVersion | undefined = of; at !== undefined && at.from !== null; at = all[at.from]) {
    const parent: PlacedVersion | undefined = all[at.from];
    const row = parent?.row;
    if (parent !== undefined && all.some((each) => each.from === row && each.row > of.row))
      columns.push(Math.min(mostDepth, parent.depth));
  }
  return columns;
}

function FamilyTable({ placed }: { readonly placed: readonly PlacedVersion[] }) {
  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-13">The same as a table</summary>
      <Table caption="The family as a table">
        <thead>
          <tr>
            <Th>Version</Th>
            <Th>Made from</Th>
            <Th num>Generation</Th>
            <Th>How</Th>
            <Th>Gate</Th>
            <Th>Effect</Th>
          </tr>
        </thead>
        <tbody>
          {placed.map(({ address, version }) => (
            <tr key={address}>
              <Th scope="row" className="font-mono">
                {address}
              </Th>
              <Td>{[...version.parents, ...version.otherParents].join(", ") || "nothing before it"}</Td>
              <Td num>{version.generation}</Td>
              <Td>{version.algorithm}</Td>
              <Td>{version.verdict}</Td>
              <Td>{effectsInWords(version.effects)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
