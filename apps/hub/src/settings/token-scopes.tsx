import type { ApiScope } from "@fleet-persona/hub-core";
import { Checkbox } from "../ui/checkbox.tsx";

const scopes: readonly (readonly [scope: ApiScope, meaning: string])[] = [
  ["fleet:read", "read fleets, documents and decisions"],
  ["fleet:write", "apply documents, pause, stop"],
  ["signals:write", "push figures as any source of the tenant"],
  ["rollouts:run", "evaluate policies on the hub's workers"],
  ["experiments:run", "plan, start, pause and stop experiments, and read what they found"],
  ["personas:publish", "publish signed Personas and keyrings"],
  ["personas:write", "deprecate, yank and revoke your Personas' versions, publish advisories"],
];

type Props = { readonly chosen: readonly ApiScope[]; readonly choose: (scopes: readonly ApiScope[]) => void };

/** What a token may be used for. */
export function TokenScopes({ chosen, choose }: Props) {
  return (
    <fieldset className="col-span-full m-0 grid gap-1 border-0 p-0">
      <legend className="p-0 pb-1.5 text-13 font-medium">May</legend>
      {scopes.map(([scope, meaning]) => (
        <Checkbox
          key={scope}
          checked={chosen.includes(scope)}
          onChange={(event) =>
            choose(event.target.checked ? [...chosen, scope] : chosen.filter((known) => known !== scope))
          }
          label={
            <>
              {meaning} <code className="text-12 text-muted">{scope}</code>
            </>
          }
        />
      ))}
    </fieldset>
  );
}
