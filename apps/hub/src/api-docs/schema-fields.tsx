import { Fragment } from "react";
import { parseInline } from "../markdown/inline.ts";
import { schemaPath } from "./docs-paths.ts";
import type { SchemaNode } from "./read-document.ts";
import { boundWords, fieldsOf, typeWords } from "./schema-words.ts";

const deepest = 3;

type Props = { readonly node: SchemaNode; readonly depth?: number };

/** The fields of a schema, each with its type and what it means, those of inner objects below them. */
export function SchemaFields({ node, depth = 0 }: Props) {
  const choices = (node.anyOf ?? node.oneOf)?.filter((choice) => fieldsOf(choice) !== null) ?? [];
  if (choices.length > 1 && depth < deepest) {
    return (
      <div className="grid gap-2">
        {choices.map((choice, index) => (
          <div key={index}>
            <p className="text-12 text-muted">{index === 0 ? "One of" : "or"}</p>
            <SchemaFields node={choice} depth={depth + 1} />
          </div>
        ))}
      </div>
    );
  }
  const inner = choices[0] ?? node;
  const fields = fieldsOf(inner);
  if (node.$ref !== undefined || fields === null) {
    return (
      <p className="text-13">
        <TypeWords node={node} />
      </p>
    );
  }
  const owner = inner.properties === undefined ? (inner.items ?? inner) : inner;
  return (
    <ul role="list" className="grid min-w-0 gap-2 border-l border-line pl-3">
      {Object.entries(fields).map(([name, field]) => (
        <li key={name} className="min-w-0 text-13">
          <code className="font-medium">{name}</code>
          {owner.required?.includes(name) !== true && <span className="text-muted"> (optional)</span>}{" "}
          <span className="text-12 text-muted wrap-anywhere">
            <TypeWords node={field} />
            {boundWords(field) === "" ? "" : `, ${boundWords(field)}`}
          </span>
          {field.description !== undefined && (
            <p className="text-muted">
              <Words text={field.description} />
            </p>
          )}
          {depth < deepest && hasFields(field) && (
            <div className="mt-2">
              <SchemaFields node={field} depth={depth + 1} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function hasFields(node: SchemaNode): boolean {
  if (node.$ref !== undefined || node.items?.$ref !== undefined) return false;
  return fieldsOf(node) !== null || ((node.anyOf ?? node.oneOf)?.some((choice) => fieldsOf(choice) !== null) ?? false);
}

/** A type in words, with links to the schemas it names. */
export function TypeWords({ node }: { readonly node: SchemaNode }) {
  const parts = typeWords(node).split(/«([^»]+)»/);
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <a key={index} href={schemaPath(part)}>
        {part}
      </a>
    ),
  );
}

/** A sentence of the document with its code set as such. */
export function Words({ text }: { readonly text: string }) {
  return parseInline(text).map((part, index) =>
    part.kind === "text" || part.kind === "code" ? (
      <Fragment key={index}>{part.kind === "code" ? <code>{part.text}</code> : part.text}</Fragment>
    ) : (
      <Fragment key={index}>{part.children.map((child) => ("text" in child ? child.text : "")).join("")}</Fragment>
    ),
  );
}
