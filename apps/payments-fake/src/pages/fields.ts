const MOST = 500;

/** A form's fields as typed, each trimmed and of bounded length. */
export class Fields {
  private readonly values: URLSearchParams;

  constructor(body: string) {
    this.values = new URLSearchParams(body);
  }

  /** Empty where the field is missing. */
  get(name: string): string {
    return (this.values.get(name) ?? "").trim().slice(0, MOST);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  number(name: string): number | null {
    const value = this.get(name);
    return /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : null;
  }
}
