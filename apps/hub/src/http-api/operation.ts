import type { Actor, ApiScope, Deps } from "@fleet-persona/hub-core";
import type { z } from "zod";
import type { BodyLimits } from "./read-body.ts";

/** Who may call: anybody; a program with an API token; something that pushes figures with its own token or an API token. */
export type Access =
  | { readonly kind: "public" }
  | {
      readonly kind: "token";
      readonly scope: ApiScope;
      /** Requests a minute and token; 120 where nothing is said. `bucket`: operations that count on their own. */
      readonly rate?: { readonly bucket: string; readonly perMinute: number };
      /** Where some requests take a lesser scope: which, and when, in words and by the query. */
      readonly lesser?: {
        readonly scope: ApiScope;
        readonly when: string;
        readonly is: (query: URLSearchParams) => boolean;
      };
    }
  | { readonly kind: "source" };

/** A header that a request may carry, and what it means. */
export type HeaderField = { readonly name: string; readonly description: string; readonly required?: boolean };

/** A body: JSON that the table parses, or something else that the operation reads by itself. */
export type Body<B extends z.ZodType> =
  | { readonly kind: "json"; readonly schema: B; readonly limits: BodyLimits; readonly required?: boolean }
  | {
      readonly kind: "own";
      readonly limits: BodyLimits;
      readonly description: string;
      /** Media types, each with what it holds. */
      readonly types: Readonly<Record<string, z.ZodType>>;
    };

/** What is answered beside the usual JSON, by media type. */
export type OtherAnswer = { readonly type: string; readonly description: string; readonly schema: z.ZodType };

/** A request as the operation gets it: everything named in the table is parsed. `body` is as it was sent, once it fits the schema. */
export type Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly core: Deps;
  readonly request: Request;
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.input<B>;
};

/** What an operation answers: a body for JSON, or a whole response of another kind. */
export type Answered<O> =
  | { readonly body: O; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | Response;

/** One request that a reader can copy, and what it comes to. */
export type Example = {
  readonly name: string;
  /** What stands in the path's braces. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** With its question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text for other media types. */
  readonly body?: unknown;
  readonly status: number;
  /** The JSON that is answered, shortened to what matters; absent where it is no JSON. */
  readonly answer?: unknown;
};

/** One row of the table of operations: what routing, checking, documents and tests are made from. */
export type Operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType> = {
  /** Names it in the document: a verb and a noun in one word. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With `{names}` for what `params` describes. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params: P;
  readonly query: Q;
  readonly headers?: readonly HeaderField[];
  readonly body: Body<B> | null;
  readonly answer: {
    readonly status: number;
    readonly description: string;
    /** The media type of the answer; JSON where nothing is said. */
    readonly type?: string;
    readonly schema: O;
    readonly others?: readonly OtherAnswer[];
    /** Statuses of good answers beside the first. */
    readonly also?: Readonly<Record<number, string>>;
  };
  /** Codes of refusals that are this operation's own; what every operation can refuse is added. */
  readonly errors: readonly string[];
  readonly examples: readonly Example[];
  /** The actor is null where anybody may call. */
  run(actor: Actor | null, call: Call<P, Q, B>): Promise<Answered<z.input<O>>>;
};

/** An operation with its types out of the way, as the table holds it. */
export type AnyOperation = Operation<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/** Checks a row against its own schemas while it is written; what comes out is a row of the table. */
export function operation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  row: Operation<P, Q, B, O>,
): AnyOperation {
  return row;
}

type TokenRow<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType> = Omit<
  Operation<P, Q, B, O>,
  "run" | "access"
> & {
  readonly access: Extract<Access, { kind: "token" }>;
  run(actor: Actor, call: Call<P, Q, B>): Promise<Answered<z.input<O>>>;
};

/** The same for an operation that takes a token: there is always somebody who asks. */
export function tokenOperation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  row: TokenRow<P, Q, B, O>,
): AnyOperation {
  return row;
}
