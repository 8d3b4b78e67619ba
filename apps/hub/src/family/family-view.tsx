import type { FamilyView as Family } from "@fleet-persona/hub-core";
import { effectsInWords } from "./effects-in-words.ts";
import { FamilyNode } from "./family-node.tsx";
import { placedFamily } from "./family-tree.ts";
import type { PlacedVersion } from "./family-tree.ts";

const column = 28;
const mostDepth = 8;

/** A family as a tree: lines from parent to child beside a card for each version, and the same as a table. */
export function FamilyTree({ family }: { readonly family: Family }) {
  const placed = placedFamily(family.versions);
  return (
    <>
      <ol role="list" className="fam-tree" aria-label={`Versions of ${family.title} below what they were made from`}>
        {placed.map((each) => (
          <li key={each.address} data-depth={Math.min(mostDepth, each.depth)}>
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
    <svg className="fam-lines" width={width} aria-hidden="true" focusable="false">
      {through.map((at) => (
        <line key={at} className="fam-line" x1={x(at)} x2={x(at)} y1="0" y2="100%" />
      ))}
      {of.from !== null && (
        <path
          className="fam-line"
          d={`M${x(Math.max(0, depth - 1))} 0V12Q${x(Math.max(0, depth - 1))} 24 ${x(Math.max(0, depth - 1)) + 12} 24H${x(depth)}`}
        />
      )}
      {hasChildren && <line className="fam-line" x1={x(depth)} x2={x(depth)} y1="24" y2="100%" />}
      <circle className="fam-dot" data-own={of.version.own} cx={x(depth)} cy="24" r="6" />
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
    <details className="fam-table">
      <summary className="small">The same as a table</summary>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Made from</th>
              <th scope="col">Generation</th>
              <th scope="col">How</th>
              <th scope="col">Gate</th>
              <th scope="col">Effect</th>
            </tr>
          </thead>
          <tbody>
            {placed.map(({ address, version }) => (
              <tr key={address}>
                <th scope="row" className="mono">
                  {address}
                </th>
                <td className="small">
                  {[...version.parents, ...version.otherParents].join(", ") || "nothing before it"}
                </td>
                <td className="figure">{version.generation}</td>
                <td className="small">{version.algorithm}</td>
                <td className="small">{version.verdict}</td>
                <td className="small">{effectsInWords(version.effects)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
