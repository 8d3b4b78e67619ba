import type { AttributeVerdict, Decision, Guard } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import { guardWords } from "../live/words.ts";
import { attributeFigure } from "../live/figures.ts";
import { sameValue } from "./differences.ts";
import styles from "./what-if.module.css";
import { Card } from "../ui/card.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { Tag } from "../ui/tag.tsx";

type Props = { readonly was: Decision; readonly would: Decision; readonly attributes: readonly Attribute[] };

/** Every attribute's way, raw → clipped by → final, then and now; what changed is marked. */
export function VerdictPairs({ was, would, attributes }: Props) {
  return (
    <Card as="div">
      <Table stacks caption="Each attribute from the raw recommendation to the final value" className={styles["pairs"]}>
        <thead>
          <tr>
            <Th>Attribute</Th>
            <Th>Value then</Th>
            <Th>As it was</Th>
            <Th>As it would be</Th>
          </tr>
        </thead>
        <tbody>
          {was.verdicts.map((verdict) => {
            const attribute = attributes.find(({ name }) => name === verdict.attribute);
            const other = would.verdicts.find((candidate) => candidate.attribute === verdict.attribute);
            return attribute === undefined ? null : (
              <tr key={verdict.attribute}>
                <Th scope="row">
                  <code>{verdict.attribute}</code>
                </Th>
                <Td className="font-mono text-12" data-label="Value then">
                  {attributeFigure(attribute, verdict.current)}
                </Td>
                <Way attribute={attribute} verdict={verdict} beside={other} />
                {other === undefined ? (
                  <Td className="text-muted">not steered</Td>
                ) : (
                  <Way attribute={attribute} verdict={other} beside={verdict} marks />
                )}
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}

type WayProps = {
  readonly attribute: Attribute;
  readonly verdict: AttributeVerdict;
  readonly beside: AttributeVerdict | undefined;
  readonly marks?: boolean;
};

function Way({ attribute, verdict, beside, marks = false }: WayProps) {
  const { recommended, final, current, clippedBy, heldBy } = verdict;
  const changed = marks && beside !== undefined && !sameValue(attribute, final, beside.final);
  const guards: readonly (readonly [Guard, string])[] = [
    ...clippedBy.map((guard) => [guard, `clipped by ${guardWords(guard)}`] as const),
    ...(heldBy === null ? [] : [[heldBy, `held by ${guardWords(heldBy)}`] as const]),
  ];
  const others = new Set<Guard>([...(beside?.clippedBy ?? []), ...(beside?.heldBy ? [beside.heldBy] : [])]);
  return (
    <Td data-changed={changed} data-label={marks ? "As it would be" : "As it was"}>
      <span className="font-mono text-12">
        <span className="text-muted">{attributeFigure(attribute, recommended)} →</span>{" "}
        <strong className={final === current ? styles["stays"] : styles["moves"]}>
          {attributeFigure(attribute, final)}
        </strong>
      </span>
      {changed && <span className={styles["changedWord"]}>changed</span>}
      <span className={styles["guards"]}>
        {guards.map(([guard, words]) => (
          <Tag key={words} data-new={marks && !others.has(guard)}>
            {marks && !others.has(guard) ? `+ ${words}` : words}
          </Tag>
        ))}
        {marks &&
          [...others]
            .filter((guard) => !clippedBy.includes(guard) && heldBy !== guard)
            .map((guard) => (
              <Tag key={guard} className={styles["gone"]}>
                − {guardWords(guard)}
              </Tag>
            ))}
      </span>
    </Td>
  );
}
