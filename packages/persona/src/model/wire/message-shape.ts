import type { ModelCode } from "../model-codes.ts";
import type { Cursor } from "./cursor.ts";
import type { Place } from "./place.ts";

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
  /** The names of fields that may stand once, and of those that may stand more often. */
  readonly single: readonly string[];
  readonly repeated: readonly string[];
  readonly refused: ReadonlyMap<number, Refused>;
  /** Never there: it ties the shape to what is read by it. */
  readonly reads?: Message;
};

/** Ties the fields of a message to its type: a field that is missing or reads something else does not compile. */
export function messageShape<Message>(
  fields: { readonly [Name in keyof Message]-?: FieldOf<Message[Name]> },
  refused: Readonly<Record<number, Refused>> = {},
): MessageShape<Message> {
  const named = Object.entries<Field>(fields);
  const isSingle = ([, { kind }]: readonly [string, Field]): boolean => kind === "one";
  return {
    fields: new Map(named.map(([name, field]) => [field.number, [name, field]])),
    single: named.filter(isSingle).map(([name]) => name),
    repeated: named.filter((each) => !isSingle(each)).map(([name]) => name),
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
