import { execute, getFollow } from "@fleet-persona/hub-core";
import type { FollowState, FollowSubject } from "@fleet-persona/hub-core";
import { currentSession } from "../auth/session.ts";
import { hubDeps } from "../deps.ts";
import { mayApprove } from "../fleet/may.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Row } from "../ui/row.tsx";

type Props = {
  readonly subject: FollowSubject;
  /** What is followed, for readers who hear only the button. */
  readonly name: string;
  /** Path of the page it stands on: where one comes back to. */
  readonly path: string;
};

/** Follows a Persona or a publisher, and stops: forms that need no script. Admins may do it for their tenant as well. */
export async function FollowButton({ subject, name, path }: Props) {
  const session = await currentSession();
  if (session === null) {
    return (
      <LinkButton
        href={`/sign-in?next=${encodeURIComponent(path)}`}
        prefetch={false}
        aria-label={`Sign in to follow ${name}`}
      >
        <Icon name="bell" /> Follow
      </LinkButton>
    );
  }
  const state = await execute(hubDeps().core, session.actor, getFollow, subject);
  return (
    <Row>
      <FollowForm subject={subject} path={path} on={state.mine} forTenant={false} name={name} />
      {(state.tenant || mayApprove(session.actor.role)) && (
        <TenantFollow
          {...{ subject, path, state, name }}
          tenant={session.tenant.name}
          may={mayApprove(session.actor.role)}
        />
      )}
    </Row>
  );
}

type TenantProps = Props & { readonly state: FollowState; readonly tenant: string; readonly may: boolean };

function TenantFollow({ state, tenant, may, ...rest }: TenantProps) {
  if (!may) return <span className="text-12 text-muted">{tenant} follows it</span>;
  return <FollowForm {...rest} on={state.tenant} forTenant tenant={tenant} />;
}

type FormProps = Props & { readonly on: boolean; readonly forTenant: boolean; readonly tenant?: string };

function FollowForm({ subject, path, on, forTenant, name, tenant }: FormProps) {
  const words = forTenant ? (on ? `Unfollow for ${tenant}` : `Follow for ${tenant}`) : on ? "Following" : "Follow";
  const label = forTenant ? `${words}: ${name}` : on ? `Stop following ${name}` : `Follow ${name}`;
  return (
    <form method="post" action="/api/follow">
      {"listingId" in subject ? (
        <input type="hidden" name="listing" value={subject.listingId} />
      ) : (
        <input type="hidden" name="publisher" value={subject.publisher} />
      )}
      <input type="hidden" name="verb" value={on ? "unfollow" : "follow"} />
      <input type="hidden" name="for" value={forTenant ? "tenant" : "me"} />
      <input type="hidden" name="path" value={path} />
      <Button type="submit" tone={forTenant ? "quiet" : "plain"} aria-label={label}>
        {!forTenant && <Icon name={on ? "check" : "bell"} />}
        {words}
      </Button>
    </form>
  );
}
