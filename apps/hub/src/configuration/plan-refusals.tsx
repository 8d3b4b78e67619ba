import type { FleetConfigRefusal } from "@fleet-persona/hub-core";

type Props = {
  readonly refusals: readonly FleetConfigRefusal[];
  readonly accepted: boolean;
  readonly accept: (accepted: boolean) => void;
};

/** Why a document cannot be applied as it is. A missing signal may be accepted; nothing else may. */
export function PlanRefusals({ refusals, accepted, accept }: Props) {
  return refusals.map(({ code, path, message }) =>
    code === "signals-missing" ? (
      <div key={message} className="notice notice-warn">
        <span>
          {message}{" "}
          <label className="nowrap">
            <input type="checkbox" checked={accepted} onChange={(event) => accept(event.target.checked)} /> Assign it
            anyway
          </label>
        </span>
      </div>
    ) : (
      <p key={code + path} className="notice notice-bad" role="alert">
        {path === "" ? "" : `${path}: `}
        {message}
      </p>
    ),
  );
}
