import { eachOnce, type Seen } from './boxes.ts';
import type { Look } from './look.ts';
import { loadModel, loadTensors, type Tensor } from './models.ts';

/** Pixels of each side of what the model takes. */
const side = 256;
/** What it takes for a face is one from this score on. */
const leastScore = 0.5;

/**
 * The model looks for faces around points of two grids: how far their points are apart, in pixels, and how many guesses
 * it makes at each.
 */
const grids = [
  { spacing: 16, guesses: 2 },
  { spacing: 32, guesses: 6 },
] as const;

/** Numbers of a guess: where the face is, its size, and six points of it. */
const numbersOfGuess = 16;

/**
 * The faces in a photo, each once, with their places in parts of its longer side (BlazeFace, for faces from some metres
 * away; github.com/google/mediapipe). Small ones in a crowd are missed.
 */
export async function findFaces(look: Look): Promise<readonly Seen[]> {
  const tensors = await loadTensors();
  const blazeface = await loadModel('blazeface');
  const outputs = tensors.tidy(() => {
    const photo = tensors.tensor4d(Float32Array.from(look.pixels), [1, look.height, look.width, 3]);
    const longer = Math.max(look.width, look.height);
    const size: [number, number] = [
      Math.max(1, Math.round((look.height / longer) * side)),
      Math.max(1, Math.round((look.width / longer) * side)),
    ];
    const small = tensors.image.resizeBilinear(photo, size);
    // From -1 to 1, and grey beside the photo.
    const even = tensors.sub(tensors.div(small, 127.5), 1);
    const square = tensors.pad(even, [
      [0, 0],
      [0, side - size[0]],
      [0, side - size[1]],
      [0, 0],
    ]);
    return blazeface.execute(square) as Tensor[];
  });
  try {
    return eachOnce(await readGuesses(outputs));
  } finally {
    for (const tensor of outputs) tensor.dispose();
  }
}

async function readGuesses(outputs: readonly Tensor[]): Promise<readonly Seen[]> {
  const found: Seen[] = [];
  for (const { spacing, guesses } of grids) {
    const count = (side / spacing) ** 2 * guesses;
    const scores = await numbersOf(outputs, count);
    const boxes = await numbersOf(outputs, count * numbersOfGuess);
    for (const [n, logit] of scores.entries()) {
      const score = 1 / (1 + Math.exp(-logit));
      if (score >= leastScore) found.push({ ...boxOf(boxes, n, spacing, guesses), score });
    }
  }
  return found;
}

/** The output with this many numbers: each has another number of them. */
async function numbersOf(outputs: readonly Tensor[], size: number): Promise<Float32Array> {
  const output = outputs.find(tensor => tensor.size === size);
  if (!output) throw new Error(`The model for faces has no output of ${size} numbers.`);
  return (await output.data()) as Float32Array;
}

function boxOf(boxes: Float32Array, n: number, spacing: number, guesses: number): Omit<Seen, 'score'> {
  const columns = side / spacing;
  const point = Math.floor(n / guesses);
  const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(n * numbersOfGuess);
  const centre = {
    x: spacing * ((point % columns) + 0.5) + x,
    y: spacing * (Math.floor(point / columns) + 0.5) + y,
  };
  return {
    left: (centre.x - width / 2) / side,
    right: (centre.x + width / 2) / side,
    top: (centre.y - height / 2) / side,
    bottom: (centre.y + height / 2) / side,
  };
}
