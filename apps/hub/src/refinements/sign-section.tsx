import type { RefinementView } from "@fleet-persona/hub-core";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { CopyText } from "../ui/copy-text.tsx";
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
    <Card aria-labelledby="sign-title">
      <CardHead id="sign-title" title="Sign it on your own machine" />
      <CardBody className="grid gap-3">
        <p className="text-13">
          This hub cannot sign it and cannot publish it: only a key of your keyring makes a bundle of these files, and
          that key never leaves your machine. Read the report first, then:
        </p>
        <CopyText block what="the commands" text={commands} />
        <p className="text-12 text-muted">
          {files.map((file) => `${file.name} ${bytes(file.bytes)}`).join(" · ")}. After the gate it is offered as an
          update to whoever runs the parent, for their admins to decide.
        </p>
      </CardBody>
    </Card>
  );
}
