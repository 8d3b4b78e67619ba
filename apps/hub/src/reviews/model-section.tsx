import type { ModelReport } from "@fleet-persona/persona";
import { Card, CardHead } from "../ui/card.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { Notice } from "../ui/notice.tsx";
import { Stack } from "../ui/stack.tsx";
import { modelFigures } from "./differences.ts";

/** What the static verifier read in the model's bytes. */
export function ModelSection({ model }: { readonly model: ModelReport | null }) {
  return (
    <Card id="model" aria-labelledby="model-title">
      <CardHead id="model-title" title="The model" note="read from its bytes, without running it" />
      {model === null || (model.facts === null && model.findings.length === 0) ? (
        <p className="p-4 text-muted">Nobody has looked into the model yet.</p>
      ) : (
        <>
          {model.facts !== null && (
            <Facts className="p-4">
              {modelFigures(model.facts).map(([name, value]) => (
                <Fact key={name} term={name}>
                  <span className="font-mono text-12">{value}</span>
                </Fact>
              ))}
            </Facts>
          )}
          {model.findings.length > 0 && (
            <Stack role="list" as="ul" gap="small" className="p-4 pt-0">
              {model.findings.map(({ code, path, message }) => (
                <li key={code + path}>
                  <Notice tone="bad">
                    <span>
                      {message} <code className="text-12 text-muted">{path}</code>
                    </span>
                  </Notice>
                </li>
              ))}
            </Stack>
          )}
        </>
      )}
    </Card>
  );
}
