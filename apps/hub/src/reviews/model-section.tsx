import type { ModelReport } from "@fleet-persona/persona";
import { modelFigures } from "./differences.ts";

/** What the static verifier read in the model's bytes. */
export function ModelSection({ model }: { readonly model: ModelReport | null }) {
  return (
    <section className="card" id="model" aria-labelledby="model-title">
      <div className="card-head">
        <h2 id="model-title">The model</h2>
        <p>read from its bytes, without running it</p>
      </div>
      {model === null || (model.facts === null && model.findings.length === 0) ? (
        <p className="card-body muted">Nobody has looked into the model yet.</p>
      ) : (
        <>
          {model.facts !== null && (
            <dl className="facts card-body">
              {modelFigures(model.facts).map(([name, value]) => (
                <div className="facts-pair" key={name}>
                  <dt>{name}</dt>
                  <dd className="mono tiny">{value}</dd>
                </div>
              ))}
            </dl>
          )}
          {model.findings.length > 0 && (
            <ul role="list" className="stack stack-small gate-reasons">
              {model.findings.map(({ code, path, message }) => (
                <li key={code + path} className="notice notice-bad">
                  <span>
                    {message} <code className="tiny muted">{path}</code>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}
