import { sentenceOf } from "../trpc/client.ts";
import { Notice } from "./notice.tsx";

type Props = { readonly of: { readonly isError: boolean; readonly error: unknown } };

/** Why a command was refused, in the hub's own sentence; nothing while it was not. */
export function FailedCall({ of: { isError, error } }: Props) {
  if (!isError) return null;
  return <Notice tone="bad">{sentenceOf(error)}</Notice>;
}
