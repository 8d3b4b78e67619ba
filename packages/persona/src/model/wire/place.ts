import type { Findings } from "../findings.ts";

/** How many more messages and listed numbers a whole file may have. */
export type Budget = { messages: number; numbers: number };

/** Where in the model a reader is, and whom it tells what it finds. The path is put together only when it is asked for. */
export class Place {
  readonly depth: number;
  readonly budget: Budget;
  readonly findings: Findings;
  readonly #parent: Place | null;
  readonly #name: string;
  readonly #index: number | null;

  private constructor(parent: Place | null, name: string, index: number | null, findings: Findings, budget: Budget) {
    this.depth = parent === null ? 1 : parent.depth + 1;
    this.budget = budget;
    this.findings = findings;
    this.#parent = parent;
    this.#name = name;
    this.#index = index;
  }

  /** The file itself. */
  static root(findings: Findings, budget: Budget): Place {
    return new Place(null, "", null, findings, budget);
  }

  /** A field of the message here; of a repeated one, the item of an index. */
  within(name: string, index: number | null = null): Place {
    return new Place(this, name, index, this.findings, this.budget);
  }

  get path(): string {
    const own = this.#index === null ? this.#name : `${this.#name}[${this.#index}]`;
    const above = this.#parent?.path ?? "";
    return above === "" ? own : `${above}.${own}`;
  }
}
