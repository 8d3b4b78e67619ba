/** Answers so many packed rows at once. */
export type AnswerRows = (rows: Float32Array, count: number) => Promise<Float32Array>;

type Waiting = {
  readonly row: Float32Array;
  readonly resolve: (answer: Float32Array) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Brings the questions of runs that go on side by side together: once all that are on their way wait for an answer, their rows go
 * out as one. Which rows travel together changes nothing: each is answered by itself.
 */
export class RowGatherer {
  readonly #answer: AnswerRows;
  #underWay = 0;
  #waiting: Waiting[] = [];

  constructor(answer: AnswerRows) {
    this.#answer = answer;
  }

  /** Runs `lane`, which may ask one row at a time. */
  async lane<T>(lane: (ask: (row: Float32Array) => Promise<Float32Array>) => Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await lane((row) => this.#ask(row));
    } finally {
      this.#underWay -= 1;
      this.#flush();
    }
  }

  #ask(row: Float32Array): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      this.#flush();
    });
  }

  #flush(): void {
    const waiting = this.#waiting;
    const [first] = waiting;
    if (first === undefined || waiting.length < this.#underWay) return;
    this.#waiting = [];
    this.#send(waiting, first.row.length).catch((error: unknown) => {
      for (const { reject } of waiting) reject(error);
    });
  }

  async #send(waiting: readonly Waiting[], length: number): Promise<void> {
    const rows = new Float32Array(length * waiting.length);
    for (const [at, { row }] of waiting.entries()) rows.set(row, at * length);
    const outputs = await this.#answer(rows, waiting.length);
    const width = outputs.length / waiting.length;
    for (const [at, { resolve }] of waiting.entries()) resolve(outputs.slice(at * width, (at + 1) * width));
  }
}
