import { z } from "zod";
import { operation } from "../operation.ts";
import type { AnyOperation } from "../operation.ts";
import { nothing } from "../schemas/parts.ts";
import { openApiDocument } from "./document.ts";

/** The row that serves the document; it stands in the table that it describes. */
export function documentOperation(table: () => readonly AnyOperation[]): AnyOperation {
  let text: string | undefined;
  return operation({
    id: "getDocument",
    method: "GET",
    path: "/api/v1/openapi.json",
    tag: "This document",
    summary: "This document, as OpenAPI 3.1",
    access: { kind: "public" },
    params: nothing,
    query: nothing,
    body: null,
    answer: { status: 200, description: "The document.", schema: z.looseObject({ openapi: z.string() }) },
    errors: [],
    examples: [{ name: "For a generator of clients", status: 200 }],
    run: async () => {
      text ??= JSON.stringify(openApiDocument(table()));
      return new Response(text, { headers: { "content-type": "application/json" } });
    },
  });
}
