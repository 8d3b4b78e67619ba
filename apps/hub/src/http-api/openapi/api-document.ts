import { operations } from "../operations.ts";
import { openApiDocument } from "./document.ts";
import type { OpenApiDocument } from "./document.ts";

let made: OpenApiDocument | undefined;

/** The document of this hub's API; it is made once, for the table does not change while the hub runs. */
export function apiDocument(): OpenApiDocument {
  made ??= openApiDocument(operations);
  return made;
}
