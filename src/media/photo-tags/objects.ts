import { eachOnce, type Seen } from './boxes.ts';
import { labels } from './labels.ts';
import { type Look, side } from './look.ts';
import { loadModel, loadTensors } from './models.ts';

type Label = (typeof labels)[number];

export interface SeenObject extends Seen {
  readonly label: Label;
}

/** The output of the model: for each of 100 objects, the surest first, its box, its score and the number of its label. */
const output = 'tower_0/detections';
const numbersOfObject = 6;

/**
 * The objects in a photo, each once, of a score at least (CenterNet on MobileNetV3,
 * github.com/610265158/mobilenetv3_centernet).
 */
export async function findObjects({ width, height, pixels }: Look, least: number): Promise<SeenObject[]> {
  const tensors = await loadTensors();
  const centernet = await loadModel('centernet');
  const found = tensors.tidy(() => {
    const photo = tensors.tensor4d(Float32Array.from(pixels), [1, height, width, 3]);
    // It was made to look at squares, whatever became of the proportions.
    const square = tensors.image.resizeBilinear(photo, [side, side]);
    return centernet.execute(square, [output]);
  });
  const [objects] = [found].flat();
  if (!objects) return [];
  const numbers = await objects.data().finally(() => objects.dispose());
  const seen: SeenObject[] = [];
  for (let at = 0; at + numbersOfObject <= numbers.length; at += numbersOfObject) {
    const [left = 0, top = 0, right = 0, bottom = 0, score = 0, number = -1] = numbers.subarray(at);
    const label = labels[number];
    if (label !== undefined && score >= least) seen.push({ left, top, right, bottom, score, label });
  }
  return [...Map.groupBy(seen, ({ label }) => label).values()].flatMap(eachOnce);
}
