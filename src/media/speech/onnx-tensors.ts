import { PbfReader } from 'pbf';

/**
 * The numbers that a neural network has learned, by their names, from a file of the Open Neural Network Exchange
 * (`onnx.proto`, https://onnx.ai/onnx/repo-docs/IR.html): the constants of its graph and of the branches in it that are
 * of 32-bit floats, as plain bytes.
 */
export function readTensors(bytes: Uint8Array): ReadonlyMap<string, Float32Array> {
  const found = new Map<string, Float32Array>();

  // The numbers of the fields are those of onnx.proto.
  const readModel = (field: number, _: undefined, pbf: PbfReader) => {
    if (field === 7) pbf.readMessage(readGraph, undefined);
  };
  const readGraph = (field: number, _: undefined, pbf: PbfReader) => {
    if (field === 1) keep(pbf.readMessage<Node>(readNode, {}));
  };
  const readNode = (field: number, node: Node, pbf: PbfReader) => {
    if (field === 2) node.output = pbf.readString();
    if (field === 5) pbf.readMessage(readAttribute, node);
  };
  const readAttribute = (field: number, node: Node, pbf: PbfReader) => {
    if (field === 5) node.tensor = pbf.readMessage<Tensor>(readTensor, {});
    if (field === 6) pbf.readMessage(readGraph, undefined);
  };
  const readTensor = (field: number, tensor: Tensor, pbf: PbfReader) => {
    if (field === 2) tensor.type = pbf.readVarint();
    if (field === 9) tensor.bytes = pbf.readBytes();
  };
  const keep = ({ output, tensor }: Node) => {
    if (output === undefined || tensor?.type !== floats || !tensor.bytes) return;
    // A copy begins where numbers may.
    found.set(output, new Float32Array(new Uint8Array(tensor.bytes).buffer));
  };

  new PbfReader(bytes).readFields(readModel, undefined);
  return found;
}

/** `TensorProto.DataType.FLOAT` */
const floats = 1;

interface Node {
  output?: string;
  tensor?: Tensor;
}

interface Tensor {
  type?: number;
  bytes?: Uint8Array;
}
