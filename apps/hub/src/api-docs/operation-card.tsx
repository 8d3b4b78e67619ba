import type { ReactNode } from "react";
import { Badge } from "../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { Code } from "../ui/code.tsx";
import { CopyText } from "../ui/copy-text.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { curlOf } from "./curl-of.ts";
import { problemPath } from "./docs-paths.ts";
import type { Content, DocumentedOperation, Parameter } from "./read-document.ts";
import { SchemaFields, TypeWords, Words } from "./schema-fields.tsx";
import { boundWords } from "./schema-words.ts";

/** One operation with everything that is known about it. */
export function OperationCard({ operation }: { readonly operation: DocumentedOperation }) {
  const { operationId, method, path, summary, description, parameters = [], requestBody } = operation;
  return (
    <Card as="article" id={operationId} aria-labelledby={`${operationId}-title`} className="scroll-mt-16">
      <CardHead
        id={`${operationId}-title`}
        title={
          <a href={`#${operationId}`} className="text-text">
            {summary}
          </a>
        }
      >
        <AccessBadge operation={operation} />
      </CardHead>
      <CardBody className="grid gap-4 *:min-w-0">
        <p className="wrap-anywhere">
          <code>
            <strong>{method}</strong> {path}
          </code>
        </p>
        {description !== undefined && (
          <p className="max-w-read text-13">
            <Words text={description} />
          </p>
        )}
        {parameters.length > 0 && <Parameters of={summary} parameters={parameters} />}
        {requestBody !== undefined && (
          <Part title="Body">
            <p className="mb-2 text-13 text-muted">
              <Words text={requestBody.description} />
            </p>
            <Contents content={requestBody.content} />
          </Part>
        )}
        <Answers operation={operation} />
        <Examples operation={operation} />
      </CardBody>
    </Card>
  );
}

function AccessBadge({ operation }: { readonly operation: DocumentedOperation }) {
  const scope = operation["x-scope"];
  const lesser = operation["x-lesser-scope"];
  if (operation.security.length === 0) return <Badge tone="good">no token</Badge>;
  if (scope === undefined) return <Badge tone="accent">source token</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone="accent">{scope}</Badge>
      {lesser !== undefined && (
        <span className="text-12 text-muted">
          {lesser.scope} with <Words text={lesser.when} />
        </span>
      )}
    </span>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-12 font-medium text-muted">{title}</h3>
      {children}
    </div>
  );
}

function Parameters({ of, parameters }: { readonly of: string; readonly parameters: readonly Parameter[] }) {
  return (
    <Part title="Parameters">
      <Table caption={`Parameters: ${of}`}>
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>In</Th>
            <Th>What it takes</Th>
          </tr>
        </thead>
        <tbody>
          {parameters.map(({ name, in: where, required, description, schema }) => (
            <tr key={`${where}-${name}`}>
              <Th scope="row">
                <code>{name}</code>
              </Th>
              <Td className="whitespace-nowrap text-muted">
                {where}
                {required ? "" : ", optional"}
              </Td>
              <Td>
                <TypeWords node={schema} />
                {boundWords(schema) === "" ? "" : `, ${boundWords(schema)}`}
                {description !== undefined && (
                  <span className="block text-muted">
                    <Words text={description} />
                  </span>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Part>
  );
}

function Contents({ content }: { readonly content: Content }) {
  return Object.entries(content).map(([type, { schema }]) => (
    <details key={type} className="mb-2 text-13" open={Object.keys(content).length === 1}>
      <summary className="cursor-pointer">
        <code>{type}</code>
      </summary>
      <div className="mt-2">
        <SchemaFields node={schema} />
      </div>
    </details>
  ));
}

function Answers({ operation: { responses } }: { readonly operation: DocumentedOperation }) {
  const all = Object.entries(responses);
  const good = all.filter(([status]) => Number(status) < 400);
  const bad = all.filter(([status]) => Number(status) >= 400);
  return (
    <Part title="Answers">
      <ul role="list" className="grid gap-2 text-13">
        {good.map(([status, { description, content = {} }]) => (
          <li key={status} className="min-w-0">
            <Badge tone="good">{status}</Badge> {description}
            {Object.entries(content).map(([type, { schema }]) => (
              <details key={type} className="mt-1">
                <summary className="cursor-pointer text-muted">
                  <code>{type}</code>
                </summary>
                <div className="mt-2">
                  <SchemaFields node={schema} />
                </div>
              </details>
            ))}
          </li>
        ))}
        {bad.map(([status, { description }]) => (
          <li key={status} className="min-w-0 text-muted">
            <Badge tone="warn">{status}</Badge> <ProblemLinks text={description} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function ProblemLinks({ text }: { readonly text: string }) {
  const codes = [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  return codes.map((code, index) => (
    <span key={code}>
      {index > 0 && ", "}
      <a href={problemPath(code)}>
        <code>{code}</code>
      </a>
    </span>
  ));
}

function Examples({ operation }: { readonly operation: DocumentedOperation }) {
  return (
    <Part title="Examples">
      <div className="grid gap-3 *:min-w-0">
        {operation["x-examples"].map((example) => (
          <div key={example.name} className="grid gap-1.5 *:min-w-0">
            <p className="text-13">
              {example.name} <span className="text-muted">→ {example.status}</span>
            </p>
            <CopyText block text={curlOf(operation, example)} what={`the request: ${example.name}`} />
            {example.answer !== undefined && (
              <Code label={`Answer: ${example.name}`}>{JSON.stringify(example.answer, null, 2)}</Code>
            )}
          </div>
        ))}
      </div>
    </Part>
  );
}
