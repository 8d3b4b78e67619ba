import { sentenceOf } from "../trpc/client.ts";

type Props = { readonly of: { readonly isError: boolean; readonly error: unknown } };

/** Why a command was refused, in the hub's own sentence; nothing while it was not. */
export function FailedCall({ of: { isError, error } }: Props) {
  if (!isError) return null;
  return (
    <p className="notice notice-bad" role="alert">
      {sentenceOf(error)}
    </p>
  );
}
