import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** One fault of a document: where, and what a person should know. `key` is the field that should not be there. */
export type Fault = { readonly path: readonly (string | number)[]; readonly message: string; readonly key?: string };

/** The faults behind a failed parse. Of a value that could have been several things, those of the nearest one. */
export function faultsOf(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, []));
}

function faultsOfIssue(issue: Issue, base: Fault["path"]): Fault[] {
  const path = [...base, ...issue.path.filter((part) => typeof part !== "symbol")];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], key, message: "there is no such field" }));
  if (issue.code === "invalid_key") return [{ path, message: issue.issues[0]?.message ?? "is no valid name" }];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ path, message: worded(issue) }];
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => faultsOfIssue(inner, path)));
  return branches.toSorted((a, b) => distance(a, path) - distance(b, path))[0] ?? [];
}

// A branch whose faults lie deeper was nearer to what was meant; a field that is absent or unknown counts more than a wrong value.
function distance(faults: readonly Fault[], base: Fault["path"]): number {
  return faults.reduce(
    (sum, { path, key }) => sum + (key !== undefined ? 2 : path.length > base.length + 1 ? 0.5 : 1),
    0,
  );
}

function worded(issue: Issue): string {
  if (issue.code === "invalid_type" && issue.input === undefined) return "is missing";
  return issue.message;
}
