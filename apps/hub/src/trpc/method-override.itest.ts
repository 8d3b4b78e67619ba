import { emptyFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import { createFleet, execute } from "@fleet-persona/hub-core";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { expect, test } from "vitest";
import { startApiServer } from "../http-api/api-server.fixture.ts";
import { appRouter } from "./router.ts";
import type { AppRouter } from "./router.ts";

const plainJson = { serialize: (value: unknown) => value, deserialize: (value: unknown) => value };

test("planFleetConfig takes a document in a body, and a command is no less guarded by it", async () => {
  await using api = await startApiServer();
  const { core, owner } = api;
  const { fleetId } = await execute(core, owner, createFleet, { name: "Large", slug: "large" });
  const user = { userId: owner.userId, email: "a@example.org" };
  const tenant = { tenantId: owner.tenantId, name: "t", slug: "t", role: owner.role, createdAt: 0 };
  const session = { user, actor: owner, tenant, tenants: [tenant] };
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: "http://hub/api/trpc",
        transformer: plainJson,
        methodOverride: "POST",
        fetch: (input, init) =>
          fetchRequestHandler({
            endpoint: "/api/trpc",
            req: new Request(input as string, init as RequestInit),
            router: appRouter,
            allowMethodOverride: true,
            createContext: () => ({ core, session, sameOrigin: false }),
          }),
      }),
    ],
  });
  const attributes = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`a${index}`, { scope: "host" as const, owner: "x".repeat(120) }]),
  );
  const config: FleetConfig = { ...emptyFleetConfig("large"), attributes };
  expect((await client.planFleetConfig.query({ fleetId, config })).changes).toHaveLength(60);
  const command = client.applyFleetConfig.mutate({ fleetId, config, baseVersion: 0 });
  await expect(command).rejects.toThrow(TRPCClientError);
  await expect(command).rejects.toThrow("did not come from a page of the hub");
});
