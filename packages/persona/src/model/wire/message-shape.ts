import type { Findings } from "../findings.ts";
import type { ModelCode } from "../model-codes.ts";
import type { Cursor } from "./cursor.ts";

/** Where in the model a reader is, and whom it tells what it finds. */
export type Place = {
  readonly path: string;
  readonly depth: number;
  /** How many more messages and listed numbers the whole file may have. */
  readonly budget: { messages: number; numbers: number };
  readonly findings: Findings;
};

/** Reads the value behind a tag of its wire type; null when it could not (the finding, or the cursor's fault, says why). */
export type Reader<Value> = {
  readonly wire: number;
  readonly read: (cursor: Cursor, place: Place) => Value | null;
};

/** A field that may stand once. */
export type One<Value> = { readonly kind: "one"; readonly number: number; readonly reader: Reader<Value> };

/** A field that may stand up to `most` times. */
export type Many<Value> = {
  readonly kind: "many";
  readonly number: number;
  readonly reader: Reader<Value>;
  readonly most: number;
};

/** Up to `most` numbers, packed in one piece or one by one. */
export type List = {
  readonly kind: "list";
  readonly number: number;
  readonly reader: Reader<number>;
  readonly most: number;
};

/** A field that ONNX has and a policy may not have. */
export type Refused = { readonly name: string; readonly code: ModelCode; readonly message: string };

type FieldOf<Value> = Value extends readonly number[]
  ? List
  : Value extends readonly (infer Item)[]
    ? Many<Item>
    : One<NonNullable<Value>>;

export type Field = One<unknown> | Many<unknown> | List;

/** Everything that may stand in a message of type `Message`, whose keys are ONNX's own field names. */
export type MessageShape<Message> = {
  readonly fields: ReadonlyMap<number, readonly [name: string, field: Field]>;
  readonly refused: ReadonlyMap<number, Refused>;
  /** Never there: it ties the shape to what is read by it. */
  readonly reads?: Message;
};

/** Ties the fields of a message to its type: a field that is missing or reads something else does not compile. */
export function messageShape<Message>(
  fields: { readonly [Name in keyof Message]-?: FieldOf<Message[Name]> },
  refused: Readonly<Record<number, Refused>> = {},
): MessageShape<Message> {
  const byNumber = Object.entries<Field>(fields).map(([name, field]) => [field.number, [name, field]] as const);
  return {
    fields: new Map(byNumber),
    refused: new Map(Object.entries(refused).map(([number, why]) => [Number(number), why])),
  };
}

export function one<Value>(number: number, reader: Reader<Value>): One<Value> {
  return { kind: "one", number, reader };
}

export function many<Value>(number: number, reader: Reader<Value>, most: number): Many<Value> {
  return { kind: "many", number, reader, most };
}

export function list(number: number, reader: Reader<number>, most: number): List {
  return { kind: "list", number, reader, most };
}
