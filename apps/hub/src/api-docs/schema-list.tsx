import { Card, CardBody, CardHead } from "../ui/card.tsx";
import type { SchemaNode } from "./read-document.ts";
import { SchemaFields } from "./schema-fields.tsx";

/** The schemas that have a name, each with its fields. */
export function SchemaList({ schemas }: { readonly schemas: Readonly<Record<string, SchemaNode>> }) {
  return Object.entries(schemas).map(([name, { description, ...node }]) => (
    <Card key={name} id={`schema-${name}`} aria-labelledby={`schema-${name}-title`} className="scroll-mt-16">
      <CardHead title={name} id={`schema-${name}-title`} note={description} />
      <CardBody>
        <SchemaFields node={node} />
      </CardBody>
    </Card>
  ));
}
