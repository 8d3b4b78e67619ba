import { fileURLToPath } from "node:url";
import { bundlePaymentsFake } from "./bundle.ts";

await bundlePaymentsFake(fileURLToPath(new URL("dist/payments-fake.mjs", import.meta.url)));
