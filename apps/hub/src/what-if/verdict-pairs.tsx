import type { AttributeVerdict, Decision, Guard } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import { guardWords } from "../live/words.ts";
import { attributeFigure } from "../live/figures.ts";
import { sameValue } from "./differences.ts";
import styles from "./what-if.module.css";

type Props = { readonly was: Decision; readonly would: Decision; readonly attributes: readonly Attribute[] };

/** Every attribute's way, raw → clipped by → final, then and now; what changed is marked. */
export function VerdictPairs({ was, would, attributes }: Props) {
  return (
    <div className="card table-scroll">
      <table className={`table table-stack ${styles["pairs"]}`}>
        <caption className="visually-hidden">Each attribute from the raw recommendation to the final value</caption>
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Value then</th>
            <th scope="col">As it was</th>
            <th scope="col">As it would be</th>
          </tr>
        </thead>
        <tbody>
          {was.verdicts.map((verdict) => {
            const attribute = attributes.find(({ name }) => name === verdict.attribute);
            const other = would.verdicts.find((candidate) => candidate.attribute === verdict.attribute);
            return attribute === undefined ? null : (
              <tr key={verdict.attribute}>
                <th scope="row">
                  <code>{verdict.attribute}</code>
                </th>
                <td className="mono tiny" data-label="Value then">
                  {attributeFigure(attribute, verdict.current)}
                </td>
                <Way attribute={attribute} verdict={verdict} beside={other} />
                {other === undefined ? (
                  <td className="muted">not steered</td>
                ) : (
                  <Way attribute={attribute} verdict={other} beside={verdict} marks />
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
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
    <td data-changed={changed} data-label={marks ? "As it would be" : "As it was"}>
      <span className="mono tiny">
        <span className="muted">{attributeFigure(attribute, recommended)} →</span>{" "}
        <strong className={final === current ? styles["stays"] : styles["moves"]}>
          {attributeFigure(attribute, final)}
        </strong>
      </span>
      {changed && <span className={styles["changedWord"]}>changed</span>}
      <span className={styles["guards"]}>
        {guards.map(([guard, words]) => (
          <span key={words} className="tag" data-new={marks && !others.has(guard)}>
            {marks && !others.has(guard) ? `+ ${words}` : words}
          </span>
        ))}
        {marks &&
          [...others]
            .filter((guard) => !clippedBy.includes(guard) && heldBy !== guard)
            .map((guard) => (
              <span key={guard} className={`tag ${styles["gone"]}`}>
                − {guardWords(guard)}
              </span>
            ))}
      </span>
    </td>
  );
}
