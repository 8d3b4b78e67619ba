import type { AttributeVerdict, Bounds } from "@fleet-persona/engine";
import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import { attributeFigure } from "./figures.ts";
import { allowedHeights, heightOf } from "./lanes.ts";
import { guardWords } from "./words.ts";
import styles from "./decision.module.css";
import { Td, Th } from "../ui/table.tsx";

type VerdictTableProps = {
  readonly verdicts: readonly AttributeVerdict[];
  readonly attributes: readonly Attribute[];
  readonly bounds: Bounds;
};

/** Every attribute's way: was → raw → what clipped or held it → final. Those that moved come first. */
export function VerdictTable({ verdicts, attributes, bounds }: VerdictTableProps) {
  const moved = (verdict: AttributeVerdict) => Number(verdict.final !== verdict.current);
  const ordered = [...verdicts].sort((a, b) => moved(b) - moved(a));
  return (
    <table className={styles["verdicts"]}>
      <thead>
        <tr>
          <Th>Attribute</Th>
          <Th>▏Was</Th>
          <Th>○ Raw</Th>
          <Th>● Final</Th>
        </tr>
      </thead>
      <tbody>
        {ordered.map((verdict) => {
          const attribute = attributes.find(({ name }) => name === verdict.attribute);
          return <VerdictRows key={verdict.attribute} verdict={verdict} attribute={attribute} bounds={bounds} />;
        })}
      </tbody>
    </table>
  );
}

type VerdictRowsProps = {
  readonly verdict: AttributeVerdict;
  readonly attribute: Attribute | undefined;
  readonly bounds: Bounds;
};

function VerdictRows({ verdict, attribute, bounds }: VerdictRowsProps) {
  const short = (value: AttributeValue) => attributeFigure(attribute, value).replace(/ .*$/, "");
  const guards = [
    ...verdict.clippedBy.map((guard) => `clipped by ${guardWords(guard)}`),
    ...(verdict.heldBy ? [`held by ${guardWords(verdict.heldBy)}`] : []),
  ];
  return (
    <>
      <tr data-moved={verdict.final !== verdict.current}>
        <Th scope="row">
          {verdict.attribute.replaceAll("_", " ")}
          <span className={styles["unit"]}>{attribute && "unit" in attribute ? attribute.unit : ""}</span>
        </Th>
        <Td>{short(verdict.current)}</Td>
        <Td>{short(verdict.recommended)}</Td>
        <Td className={styles["final"]}>{short(verdict.final)}</Td>
      </tr>
      {attribute && "min" in attribute ? (
        <tr className={styles["trackRow"]}>
          <Td colSpan={4}>
            <Track attribute={attribute} verdict={verdict} bounds={bounds} />
          </Td>
        </tr>
      ) : null}
      {guards.length > 0 ? (
        <tr className={styles["guardRow"]}>
          <Td colSpan={4}>{guards.join(" · ")}</Td>
        </tr>
      ) : null}
    </>
  );
}

// Where the values lie in the range: a bar for what was, a ring for the raw wish, a disc for what became of it.
function Track({ attribute, verdict, bounds }: { attribute: Attribute; verdict: AttributeVerdict; bounds: Bounds }) {
  const { low, high } = allowedHeights(attribute, bounds[attribute.name]);
  const place = (value: AttributeValue) => `${(heightOf(attribute, value) ?? 0) * 100}%`;
  return (
    <div className={styles["track"]} aria-hidden="true">
      <span className={styles["trackAllowed"]} style={{ left: `${low * 100}%`, right: `${(1 - high) * 100}%` }} />
      <span className={styles["trackWas"]} style={{ left: place(verdict.current) }} />
      <span className={styles["trackRaw"]} style={{ left: place(verdict.recommended) }} />
      <span className={styles["trackFinal"]} style={{ left: place(verdict.final) }} />
    </div>
  );
}
