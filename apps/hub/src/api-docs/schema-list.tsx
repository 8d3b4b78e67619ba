import { Card, CardBody, CardHead } from "../ui/card.tsx";
import type { SchemaNode } from "./read-document.ts";
import { SchemaFields } from "./schema-fields.tsx";

/** The schemas that have a name, each with its fields. */
export function SchemaList({ schemas }: { readonly schemas: Readonly<Record<string, SchemaNode>> }) {
  return (
    <Card aria-labelledby="schemas">
      <CardHead title="Schemas" id="schemas" note="JSON Schema 2020-12, as the document has them." />
      <CardBody className="grid gap-5 *:min-w-0">
        {Object.entries(schemas).map(([name, { description, ...node }]) => (
          <section key={name} id={`schema-${name}`} aria-labelledby={`schema-${name}-title`} className="scroll-mt-16">
            <h3 id={`schema-${name}-title`}>{name}</h3>
            {description !== undefined && <p className="mb-2 text-13 text-muted">{description}</p>}
            <SchemaFields node={node} />
          </section>
        ))}
      </CardBody>
    </Card>
  );
}
