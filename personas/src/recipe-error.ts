export type RecipeErrorCode = "bundle-incomplete";

/** What the recipes refuse; the message says which file and what to do. */
export class RecipeError extends Error {
  readonly code: RecipeErrorCode;

  constructor(code: RecipeErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RecipeError";
    this.code = code;
  }
}
