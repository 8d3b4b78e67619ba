import type { DocumentedOperation } from "./read-document.ts";

/** Where the rendered document begins. */
export const docsPath = "/docs/api";

/** A section's name as an address has it. */
export function slugOf(section: string): string {
  return section
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

export function sectionPath(section: string): string {
  return `${docsPath}/${slugOf(section)}`;
}

export function operationPath({ operationId, tags: [section = ""] }: DocumentedOperation): string {
  return `${sectionPath(section)}#${operationId}`;
}

export const schemasPath = `${docsPath}/schemas`;

export function schemaPath(name: string): string {
  return `${schemasPath}#schema-${name}`;
}

/** Also the `type` of a problem. */
export function problemPath(code: string): string {
  return `${docsPath}#problem-${code}`;
}
