import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { World, type Change } from "../state/world.ts";
import { newCheckout, openLab } from "../testing/lab.ts";
import { openReceiver } from "../testing/receiver.ts";
import { Journal } from "./journal.ts";

async function folderFor(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(`${tmpdir()}/payments-fake-`);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

test("Journal brings everything back: objects, clock, balances and what was to happen", async () => {
  await using folder = await folderFor();
  const options = { stateFolder: folder.path, secretKey: "sk_test_same" };
  let session = "";
  let open = "";
  {
    await using lab = await openLab(options);
    session = (await newCheckout(lab.stripe)).id;
    open = (await newCheckout(lab.stripe)).id;
    lab.fake.control.pay(session);
    lab.fake.control.advance(3_600_000);
  }
  await using lab = await openLab(options);
  expect(
    await lab.stripe.checkout.sessions.retrieve(session, { expand: ["payment_intent.latest_charge"] }),
  ).toMatchObject({ status: "complete", payment_intent: { latest_charge: { amount: 10_000 } } });
  expect((await lab.stripe.balance.retrieve()).pending[0]?.amount).toBe(9825);
  expect(lab.fake.control.now() - Date.now()).toBeGreaterThan(3_500_000);
  lab.fake.control.advance(24 * 3_600_000);
  expect((await lab.stripe.checkout.sessions.retrieve(open)).status).toBe("expired");
});

test("Journal drops a torn last line and nothing else", async () => {
  await using folder = await folderFor();
  const options = { stateFolder: folder.path, secretKey: "sk_test_same" };
  {
    await using lab = await openLab(options);
    await lab.stripe.customers.create({ name: "Ada" });
  }
  const path = `${folder.path}/journal.jsonl`;
  const { size } = await stat(path);
  await appendFile(path, '[["customers",{"id":"cus_torn","created":1,"na');
  {
    await using lab = await openLab(options);
    expect((await lab.stripe.customers.list()).data.map(({ name }) => name)).toStrictEqual(["Ada"]);
  }
  expect((await stat(path)).size).toBe(size);
});

test("Journal keeps what was changed and takes back what was refused", async () => {
  await using folder = await folderFor();
  await using lab = await openLab({ stateFolder: folder.path });
  const before = (await readFile(`${folder.path}/journal.jsonl`, "utf8")).length;
  await expect(
    lab.stripe.transfers.create({ amount: 1, currency: "eur", destination: "acct_nobody" }),
  ).rejects.toMatchObject({ code: "resource_missing" });
  const lines = (await readFile(`${folder.path}/journal.jsonl`, "utf8")).slice(before).trimEnd().split("\n");
  const tables = lines.flatMap((line) => (JSON.parse(line) as readonly Change[]).map(([table]) => table));
  expect(tables).toStrictEqual(["idempotency"]);
});

test("Journal is written anew at the start once most of it was overwritten", async () => {
  await using folder = await folderFor();
  const fresh = (): World => new World({ machineNow: () => 1_800_000_000_000, onCommit: () => undefined });
  const world = fresh();
  const journal = Journal.open(folder.path, world);
  for (let at = 0; at < 50; at += 1) {
    const row = { id: "clock", created: 0, value: `${at}`.repeat(200_000) };
    world.tables.settings.put(row);
    journal.append([["settings", row]]);
  }
  journal.close();
  const before = (await stat(`${folder.path}/journal.jsonl`)).size;
  Journal.open(folder.path, fresh()).close();
  expect((await stat(`${folder.path}/journal.jsonl`)).size).toBeLessThan(before / 10);
  const again = fresh();
  Journal.open(folder.path, again).close();
  expect([...again.everything()]).toStrictEqual([...world.everything()]);
});

test("deliveries that waited when the process ended go out after it", async () => {
  await using folder = await folderFor();
  await using receiver = await openReceiver();
  const options = { stateFolder: folder.path, webhookUrl: receiver.url, webhookSecret: "whsec_test_1" };
  {
    await using lab = await openLab(options);
    lab.fake.control.setDelivery({ late: { probability: 1, ms: 60_000 } });
    await lab.stripe.customers.create({ name: "Ada" });
  }
  expect(receiver.events).toStrictEqual([]);
  await using lab = await openLab(options);
  await lab.fake.control.deliveriesSettled();
  expect(receiver.events.map(({ type }) => type)).toStrictEqual(["customer.created"]);
});
