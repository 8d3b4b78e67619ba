import type { z } from "zod";
import type { Row } from "../state/rows.ts";
import type { Table } from "../state/table.ts";
import type { World } from "../state/world.ts";
import { invalidRequest, resourceMissing } from "./api-error.ts";

/** A request whose parameters were read. `id` and `sub` are the first and second variable part of its path. */
export type Call<Params> = {
  readonly world: World;
  readonly params: Params;
  readonly id: string;
  readonly sub: string;
  /** The connected account it is about; absent for the platform itself. */
  readonly account: string | undefined;
};

export type Route = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly params: z.ZodType;
  readonly run: (call: Call<unknown>) => unknown;
};

/** One operation of the API. `:x` in its path is a variable part. */
export function route<Schema extends z.ZodType>(
  method: Route["method"],
  path: string,
  params: Schema,
  run: (call: Call<z.infer<Schema>>) => unknown,
): Route {
  return { method, path, params, run: (call) => run(call as Call<z.infer<Schema>>) };
}

type Paging = {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?:
    | {
        readonly gt?: number | undefined;
        readonly gte?: number | undefined;
        readonly lt?: number | undefined;
        readonly lte?: number | undefined;
      }
    | undefined;
};

type Listing<R extends Row> = {
  readonly call: Call<Paging>;
  readonly table: Table<R>;
  readonly url: string;
  readonly shape: (row: R) => unknown;
  readonly where?: Partial<Record<keyof R & string, string | undefined>>;
  readonly matches?: (row: R) => boolean;
};

/** A page of a kind's objects, newest first. */
export function listOf<R extends Row>({ call, table, url, shape, where = {}, matches }: Listing<R>): object {
  const { limit, starting_after: after, ending_before: before, created } = call.params;
  if (after !== undefined && before !== undefined) {
    throw invalidRequest(
      "Only one of `starting_after` and `ending_before` may be given.",
      "parameter_invalid",
      "ending_before",
    );
  }
  for (const [param, cursor] of [
    ["starting_after", after],
    ["ending_before", before],
  ] as const) {
    if (cursor !== undefined && table.get(cursor) === undefined) throw resourceMissing(table.name, cursor, param);
  }
  const wanted = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined)) as Partial<
    Record<keyof R & string, string>
  >;
  const range = Object.fromEntries(Object.entries(created ?? {}).filter(([, value]) => value !== undefined));
  const page = table.list({
    account: call.account,
    where: wanted,
    created: range,
    limit: limit ?? 10,
    ...(matches === undefined ? {} : { matches }),
    after,
    before,
  });
  return { object: "list", data: page.rows.map(shape), has_more: page.more, url };
}

/** The row a path or a parameter names, of the account the request is about. */
export function found<R extends Row>(
  call: Pick<Call<unknown>, "account">,
  table: Table<R>,
  kind: string,
  id: string,
  param = "id",
): R {
  const row = table.get(id);
  if (row === undefined || row.account !== call.account) throw resourceMissing(kind, id, param);
  return row;
}
