import type { Deps } from "../deps.ts";
import { pending } from "../use-case/pending.ts";

/** A message that local mode shows on its outbox page instead of sending it. */
export type OutboxMessage = {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly url: string | null;
  readonly at: number;
};

/** Puts a message into the outbox. Local mode only: the caller decides. */
export async function putOutboxMessage(
  _deps: Deps,
  _message: { to: string; subject: string; text: string; url: string | null },
): Promise<void> {
  return pending("putOutboxMessage");
}

/** The newest messages, newest first; of one address when `to` is given. */
export async function listOutboxMessages(
  _deps: Deps,
  _filter: { to?: string; limit?: number },
): Promise<readonly OutboxMessage[]> {
  return pending("listOutboxMessages");
}
