import { createApiToken, execute } from "@fleet-persona/hub-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApiServer } from "./api-server.fixture.ts";
import type { ApiServer } from "./api-server.fixture.ts";

const store = "/api/v1/store/personas";

describe("answerApi, without a token", () => {
  let api: ApiServer;
  beforeAll(async () => {
    // A minute that does not end meanwhile.
    const begun = new Date();
    api = await startApiServer({ publicPerMinute: 3, now: () => begun });
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it("answers an address so often a minute, says how often still, and refuses what is beyond whatever it claims to be", async () => {
    const left = [];
    for (let time = 0; time < 3; time += 1) {
      const answer = await fetch(`${api.url}${store}`);
      left.push([
        answer.status,
        answer.headers.get("ratelimit-policy"),
        answer.headers.get("ratelimit")?.split(";")[1],
      ]);
    }
    expect(left).toEqual([2, 1, 0].map((still) => [200, '"address";q=3;w=60', `r=${still}`]));
    const refused = await fetch(`${api.url}${store}`, { headers: { "x-forwarded-for": "198.51.100.7" } });
    expect([refused.status, ((await refused.json()) as { error: { code: string } }).error.code]).toEqual([
      429,
      "rate-limited",
    ]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
    const { token } = await execute(api.core, api.owner, createApiToken, { name: "t", scopes: ["fleet:read"] });
    const withToken = await fetch(`${api.url}/api/v1/fleets`, { headers: { authorization: `Bearer ${token}` } });
    expect(withToken.status).toBe(200);
  });
});
