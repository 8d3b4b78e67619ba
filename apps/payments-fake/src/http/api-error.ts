/** The kinds of error the API tells apart, with the HTTP status each usually has. */
export type ApiErrorType = "invalid_request_error" | "card_error" | "idempotency_error" | "api_error";

type ApiErrorBody = {
  readonly type: ApiErrorType;
  readonly message: string;
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly param?: string | undefined;
  readonly charge?: string | undefined;
  readonly payment_intent?: unknown;
  readonly payment_method?: unknown;
};

/** A refusal in the API's own shape. `keepsChanges`: what happened before it stays, as when a card was declined. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ApiErrorBody;
  readonly keepsChanges: boolean;
  /** Nothing was begun: the same idempotency key may come with other parameters. */
  readonly beforeExecution: boolean;

  constructor(status: number, body: ApiErrorBody, options: { keepsChanges?: boolean; beforeExecution?: boolean } = {}) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.body = body;
    this.keepsChanges = options.keepsChanges ?? false;
    this.beforeExecution = options.beforeExecution ?? false;
  }
}

/** A request that asks for something impossible. */
export function invalidRequest(message: string, code?: string, param?: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, code, param });
}

/** `param` is where the id came from; objects named in the path have `id`. */
export function resourceMissing(kind: string, id: string, param = "id"): ApiError {
  const status = param === "id" ? 404 : 400;
  return new ApiError(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${kind}: '${id}'`,
    param,
  });
}

export function badParameters(message: string, code: string, param: string | undefined): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, code, param }, { beforeExecution: true });
}
