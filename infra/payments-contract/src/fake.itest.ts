import { fake } from "./fake.ts";
import { describeGateway } from "./gateway-contract.ts";

describeGateway(fake);
