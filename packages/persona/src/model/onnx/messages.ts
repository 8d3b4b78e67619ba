/**
 * The messages of onnx.proto (IR versions 7 to 10) as far as a policy may have them, under ONNX's own field names. A
 * singular field that is not there is undefined, a repeated one empty.
 */
export type ModelProto = {
  readonly ir_version: number | undefined;
  readonly producer_name: string | undefined;
  readonly producer_version: string | undefined;
  readonly domain: string | undefined;
  readonly model_version: number | undefined;
  readonly doc_string: string | undefined;
  readonly graph: GraphProto | undefined;
  readonly opset_import: readonly OperatorSetIdProto[];
  readonly metadata_props: readonly StringStringEntryProto[];
};

export type OperatorSetIdProto = { readonly domain: string | undefined; readonly version: number | undefined };

export type StringStringEntryProto = { readonly key: string | undefined; readonly value: string | undefined };

export type GraphProto = {
  readonly node: readonly NodeProto[];
  readonly name: string | undefined;
  readonly initializer: readonly TensorProto[];
  readonly doc_string: string | undefined;
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
  readonly value_info: readonly ValueInfoProto[];
  readonly metadata_props: readonly StringStringEntryProto[];
};

export type NodeProto = {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string | undefined;
  readonly op_type: string | undefined;
  readonly attribute: readonly AttributeProto[];
  readonly doc_string: string | undefined;
  readonly domain: string | undefined;
  readonly metadata_props: readonly StringStringEntryProto[];
};

export type AttributeProto = {
  readonly name: string | undefined;
  readonly f: number | undefined;
  readonly i: number | undefined;
  readonly s: string | undefined;
  readonly t: TensorProto | undefined;
  readonly g: GraphProto | undefined;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  readonly graphs: readonly GraphProto[];
  readonly doc_string: string | undefined;
  readonly type: number | undefined;
};

export type TensorProto = {
  readonly dims: readonly number[];
  readonly data_type: number | undefined;
  readonly float_data: readonly number[];
  readonly int32_data: readonly number[];
  readonly int64_data: readonly number[];
  readonly name: string | undefined;
  /** Little-endian; a view into the file. */
  readonly raw_data: Uint8Array | undefined;
  readonly double_data: readonly number[];
  readonly doc_string: string | undefined;
  readonly data_location: number | undefined;
  readonly metadata_props: readonly StringStringEntryProto[];
};

export type ValueInfoProto = {
  readonly name: string | undefined;
  readonly type: TypeProto | undefined;
  readonly doc_string: string | undefined;
  readonly metadata_props: readonly StringStringEntryProto[];
};

export type TypeProto = { readonly tensor_type: TensorTypeProto | undefined; readonly denotation: string | undefined };

export type TensorTypeProto = { readonly elem_type: number | undefined; readonly shape: TensorShapeProto | undefined };

export type TensorShapeProto = { readonly dim: readonly DimensionProto[] };

export type DimensionProto = {
  readonly dim_value: number | undefined;
  readonly dim_param: string | undefined;
  readonly denotation: string | undefined;
};
