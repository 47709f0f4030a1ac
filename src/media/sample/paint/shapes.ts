import type { Picture } from '../picture.ts';
import type { Colour } from './colour.ts';

/** One colour, or one for each height. */
export type Paint = Colour | ((y: number) => Colour);

/**
 * A closed outline: x0, y0, x1, y1, … in heights of the picture, from its upper left corner. A picture of 16:9 spans
 * 0–1.78 by 0–1, whatever its size.
 */
export type Outline = readonly number[];

/** Lines that are sampled within each row of pixels: enough for edges without steps. */
const sublines = 4;

/** Fills outlines; where they overlap, inside and outside take turns. */
export function fillShape(picture: Picture, outlines: readonly Outline[], paint: Paint, opacity = 1): void {
  const { width, height } = picture;
  // The last one is the first to begin.
  const waiting = outlines.flatMap(outline => edgesOf(outline, height)).sort((a, b) => b.top - a.top);
  const row = new Row(width);
  let near: Edge[] = [];
  for (let y = Math.max(0, Math.floor(waiting.at(-1)?.top ?? height)); y < height; y++) {
    for (let next = waiting.at(-1); next && next.top < y + 1; next = waiting.at(-1)) {
      near.push(next);
      waiting.pop();
    }
    if (near.length === 0 && waiting.length === 0) return;
    for (let line = 0; line < sublines; line++) row.addLine(near, y + (line + 0.5) / sublines);
    row.blendInto(picture, y, typeof paint === 'function' ? paint(y / height) : paint, opacity);
    near = near.filter(edge => edge.bottom > y + 1);
  }
}

/** A circle or ellipse. */
export function disc(x: number, y: number, radius: number, radiusY = radius): Outline {
  const corners = 48;
  return Array.from({ length: corners }, (_, corner) => (corner * 2 * Math.PI) / corners).flatMap(turn => [
    x + radius * Math.cos(turn),
    y + radiusY * Math.sin(turn),
  ]);
}

export function box(x: number, y: number, width: number, height: number): Outline {
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}

/** A straight line with a width. */
export function stroke(x0: number, y0: number, x1: number, y1: number, thickness: number): Outline {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [dx, dy] = [((y0 - y1) / length) * (thickness / 2), ((x1 - x0) / length) * (thickness / 2)];
  return [x0 + dx, y0 + dy, x1 + dx, y1 + dy, x1 - dx, y1 - dy, x0 - dx, y0 - dy];
}

/** All that lies below a line of heights, from the left end of the picture to its right end. */
export function below(picture: Picture, heightAt: (x: number) => number): Outline {
  const end = picture.width / picture.height;
  const points = 160;
  const line = Array.from({ length: points + 1 }, (_, point) => (point * end) / points);
  return [...line.flatMap(x => [x, heightAt(x)]), end, 1.01, 0, 1.01];
}

interface Edge {
  readonly top: number;
  readonly bottom: number;
  /** Where it begins, at `top`. */
  readonly x: number;
  /** Change of x for each row. */
  readonly slope: number;
}

/** In pixels. Level edges play no part in filling. */
function edgesOf(outline: Outline, scale: number): Edge[] {
  const edges: Edge[] = [];
  for (let i = 0; i < outline.length; i += 2) {
    const x0 = (outline[i] ?? 0) * scale;
    const y0 = (outline[i + 1] ?? 0) * scale;
    const x1 = (outline[(i + 2) % outline.length] ?? 0) * scale;
    const y1 = (outline[(i + 3) % outline.length] ?? 0) * scale;
    if (y0 === y1) continue;
    const slope = (x1 - x0) / (y1 - y0);
    edges.push(y0 < y1 ? { top: y0, bottom: y1, x: x0, slope } : { top: y1, bottom: y0, x: x1, slope });
  }
  return edges;
}

/** How far a shape covers the pixels of one row, kept as changes from each pixel to the next. */
class Row {
  readonly #changes: Float32Array;
  readonly #crossings: number[] = [];
  #from: number;
  #to = 0;

  constructor(width: number) {
    this.#changes = new Float32Array(width + 2);
    this.#from = width;
  }

  /** Adds what lies between the crossings of edges with a line, the first and the second, the third and the fourth. */
  addLine(edges: readonly Edge[], y: number): void {
    const width = this.#changes.length - 2;
    const crossings = this.#crossings;
    crossings.length = 0;
    for (const edge of edges) {
      if (edge.top > y || edge.bottom <= y) continue;
      const x = Math.min(width, Math.max(0, edge.x + (y - edge.top) * edge.slope));
      // Sorts as it goes: there are few, and they are nearly in order.
      let place = crossings.length;
      while (place > 0 && (crossings[place - 1] ?? 0) > x) {
        crossings[place] = crossings[place - 1] ?? 0;
        place--;
      }
      crossings[place] = x;
    }
    for (let i = 0; i < crossings.length; i++) this.#change(crossings[i] ?? 0, i & 1 ? -1 : 1);
  }

  #change(x: number, sign: number): void {
    const pixel = Math.floor(x);
    const part = x - pixel;
    this.#changes[pixel] = (this.#changes[pixel] ?? 0) + (sign * (1 - part)) / sublines;
    this.#changes[pixel + 1] = (this.#changes[pixel + 1] ?? 0) + (sign * part) / sublines;
    if (pixel < this.#from) this.#from = pixel;
    if (pixel + 2 > this.#to) this.#to = pixel + 2;
  }

  /** Lays a colour over the row of a picture as far as it is covered, and is empty again. */
  blendInto({ width, luma, cb, cr }: Picture, y: number, colour: Colour, opacity: number): void {
    const changes = this.#changes;
    const to = Math.min(width, this.#to);
    const start = y * width;
    const chromaStart = (y >> 1) * (width >> 1);
    let coverage = 0;
    for (let x = this.#from; x < to; x++) {
      coverage += changes[x] ?? 0;
      const share = coverage * opacity;
      if (share < 0.004) continue;
      if (share > 0.996) {
        const first = x;
        while (x + 1 < to && changes[x + 1] === 0) x++;
        luma.fill(colour.luma + 0.5, start + first, start + x + 1);
        if (y & 1) continue;
        cb.fill(colour.cb + 0.5, chromaStart + ((first + 1) >> 1), chromaStart + (x >> 1) + 1);
        cr.fill(colour.cr + 0.5, chromaStart + ((first + 1) >> 1), chromaStart + (x >> 1) + 1);
        continue;
      }
      blend(luma, start + x, colour.luma, share);
      if (y & 1 || x & 1) continue;
      blend(cb, chromaStart + (x >> 1), colour.cb, share);
      blend(cr, chromaStart + (x >> 1), colour.cr, share);
    }
    changes.fill(0, this.#from, this.#to);
    this.#from = width;
    this.#to = 0;
  }
}

/** Lays a value over another: 0 leaves it, 1 replaces it. */
export function blend(plane: Uint8Array, at: number, value: number, share: number): void {
  plane[at] = (plane[at] ?? 0) * (1 - share) + value * share + 0.5;
}
