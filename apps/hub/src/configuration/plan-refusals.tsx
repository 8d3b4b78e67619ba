import type { FleetConfigRefusal } from "@fleet-persona/hub-core";
import { Notice } from "../ui/notice.tsx";

type Props = {
  readonly refusals: readonly FleetConfigRefusal[];
  readonly accepted: boolean;
  readonly accept: (accepted: boolean) => void;
};

/** Why a document cannot be applied as it is. A missing signal may be accepted; nothing else may. */
export function PlanRefusals({ refusals, accepted, accept }: Props) {
  return refusals.map(({ code, path, message }) =>
    code === "signals-missing" ? (
      <Notice tone="warn" key={message}>
        <span>
          {message}{" "}
          <label className="whitespace-nowrap">
            <input type="checkbox" checked={accepted} onChange={(event) => accept(event.target.checked)} /> Assign it
            anyway
          </label>
        </span>
      </Notice>
    ) : (
      <Notice tone="bad" key={code + path}>
        {path === "" ? "" : `${path}: `}
        {message}
      </Notice>
    ),
  );
}
