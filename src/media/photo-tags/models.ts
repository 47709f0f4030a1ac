import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { ButlerError, formatError } from '../../domain/errors.ts';

export type { Tensor } from '@tensorflow/tfjs-core';

const require = createRequire(import.meta.url);

/** TensorFlow's calculations, in WebAssembly on one thread. */
type Tensors = typeof import('@tensorflow/tfjs-core');

let tensors: Promise<Tensors> | undefined;
const models = new Map<string, Promise<GraphModel>>();

/** Loaded when the first photo is looked at: it takes tens of megabytes. Throws `photo-models-missing`. */
export function loadTensors(): Promise<Tensors> {
  tensors ??= orMissing(startTensors);
  return tensors;
}

/** Loads a model, once, that comes in the package `@vladmandic/human`; nothing is fetched. Throws `photo-models-missing`. */
export function loadModel(name: 'blazeface' | 'centernet'): Promise<GraphModel> {
  const model = models.get(name) ?? loadTensors().then(() => orMissing(() => readModel(name)));
  models.set(name, model);
  return model;
}

async function startTensors(): Promise<Tensors> {
  const core = await import('@tensorflow/tfjs-core');
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  core.enableProdMode();
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  // There are as many workers as there are to be threads.
  setThreadsCount(1);
  if (!(await core.setBackend('wasm'))) throw new Error('WebAssembly does not work here');
  return core;
}

async function readModel(name: string): Promise<GraphModel> {
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
  const folder = join(dirname(require.resolve('@vladmandic/human')), '..', 'models');
  const described = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const weights = new Uint8Array(readFileSync(join(folder, `${name}.bin`)));
  return loadGraphModel({
    load: async () => ({
      modelTopology: described.modelTopology,
      weightSpecs: described.weightsManifest[0].weights,
      weightData: weights.buffer,
      signature: described.signature,
    }),
  });
}

async function orMissing<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new ButlerError('photo-models-missing', { cause: formatError(cause) }, { cause });
  }
}
