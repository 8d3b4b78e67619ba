import type { ApiScope } from "@fleet-persona/hub-core";

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
    <fieldset className="field token-scopes">
      <legend>May</legend>
      {scopes.map(([scope, meaning]) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              choose(event.target.checked ? [...chosen, scope] : chosen.filter((known) => known !== scope))
            }
          />
          <span>
            {meaning} <code className="muted tiny">{scope}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
