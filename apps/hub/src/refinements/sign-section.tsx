import type { RefinementView } from "@fleet-persona/hub-core";
import { CopyButton } from "../install/copy-button.tsx";
import { bytes } from "../ui/figures.ts";

/** How an author makes a version of a candidate. The hub cannot: it has no key that counts. */
export function SignSection({ refinement }: { readonly refinement: RefinementView }) {
  const { refinementId, files } = refinement;
  const folder = `candidate-${refinementId.slice(0, 8)}`;
  const commands = [
    `persona refine fetch ${refinementId} --out ${folder}`,
    `persona gate --bundle ${folder}`,
    `persona sign ${folder}`,
    `persona publish ${folder}`,
  ].join("\n");
  return (
    <section className="card" aria-labelledby="sign-title">
      <div className="card-head">
        <h2 id="sign-title">Sign it on your own machine</h2>
        <CopyButton text={commands} />
      </div>
      <div className="card-body stack stack-small">
        <p className="small">
          This hub cannot sign it and cannot publish it: only a key of your keyring makes a bundle of these files, and
          that key never leaves your machine. Read the report first, then:
        </p>
        <pre className="rf-commands">{commands}</pre>
        <p className="tiny muted">
          {files.map((file) => `${file.name} ${bytes(file.bytes)}`).join(" · ")}. After the gate it is offered as an
          update to whoever runs the parent, for their admins to decide.
        </p>
      </div>
    </section>
  );
}
