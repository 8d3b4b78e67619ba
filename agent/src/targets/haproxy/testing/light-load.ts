import { Agent, get } from "node:http";

const PATHS = ["/catalogue/1", "/catalogue/2", "/search?q=1", "/checkout/1"];

/** 250 requests a second over kept-alive connections while `work` does what it does, and at least sixty of them. */
export async function lightLoad(url: string, work: () => Promise<void>): Promise<{ requests: number; failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const tally = { requests: 0, failed: 0 };
  const pending = new Set<Promise<void>>();
  const timer = setInterval(() => {
    tally.requests += 1;
    const one = ask(agent, `${url}${PATHS[tally.requests % PATHS.length]}`).then(
      (ok) => void (tally.failed += ok ? 0 : 1),
    );
    pending.add(one);
    void one.then(() => pending.delete(one));
  }, 4);
  try {
    await work();
    while (tally.requests <= 60) await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    clearInterval(timer);
    await Promise.all(pending);
    agent.destroy();
  }
  return tally;
}

function ask(agent: Agent, url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, { agent }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode === 200));
    }).on("error", () => resolve(false));
  });
}
