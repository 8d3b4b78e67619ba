import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { assignmentOf, toyBundle } from "./toy-persona.fixture.ts";
import { toyAnchors, toyHolder, toyRepository } from "./toy-trust.fixture.ts";

// As large as the reference Personas are.
const POLICY_BYTES = 50_000;

/** A hub with one Persona to offer, until the process ends; prints its address. */
export async function serveTrustHub(): Promise<void> {
  const bundle = toyBundle({ policy: new Uint8Array(POLICY_BYTES).fill(3) });
  const repository = toyRepository();
  repository.add(bundle);
  const told = JSON.stringify({ anchors: toyAnchors, assignment: assignmentOf(bundle), holder: toyHolder });
  const server = createServer(({ url: path = "" }, response) => {
    if (path === "/told") return response.end(told);
    const bytes = repository.answer(path) ?? bundle.get(path.split("/")[3] ?? "");
    response.statusCode = bytes === undefined ? 404 : 200;
    return response.end(bytes);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
}
