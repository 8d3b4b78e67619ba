// A process of its own for the simulated processor; it ends with its parent.
import { startPaymentsFake } from "@fleet-persona/payments-fake";
import { fakeCalls } from "./fake-calls.ts";

const [secretKey = "", webhookSecret = "", webhookUrl = "", behindMs = "0"] = process.argv.slice(2);
const fake = await startPaymentsFake({
  secretKey,
  webhookSecret,
  ...(webhookUrl === "" ? {} : { webhookUrl }),
  now: () => Date.now() - Number(behindMs),
});
const calls: Readonly<Record<string, (...given: never[]) => unknown>> = fakeCalls(fake);

type Asked = { readonly place: number; readonly name: string; readonly given: readonly unknown[] };

process.on("message", (message) => {
  const { place, name, given } = message as Asked;
  Promise.resolve()
    .then(() => calls[name]?.(...(given as never[])))
    .then(
      (result) => process.send?.({ place, result }),
      (error: unknown) => process.send?.({ place, error: String(error) }),
    );
});
process.on("disconnect", () => process.exit(0));
process.send?.({ port: fake.port });
