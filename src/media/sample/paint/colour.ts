/** A colour in video range: luma 16–235, chroma 16–240. */
export interface Colour {
  readonly luma: number;
  readonly cb: number;
  readonly cr: number;
}

/** Reads `#rrggbb`. BT.601, the matrix that players take for small pictures. */
export function colour(hex: string): Colour {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return {
    luma: 16 + 65.481 * r + 128.553 * g + 24.966 * b,
    cb: 128 - 37.797 * r - 74.203 * g + 112 * b,
    cr: 128 + 112 * r - 93.786 * g - 18.214 * b,
  };
}

/** From `a` at 0 to `b` at 1. */
export function mix(a: Colour, b: Colour, share: number): Colour {
  const s = Math.min(1, Math.max(0, share));
  return {
    luma: a.luma + (b.luma - a.luma) * s,
    cb: a.cb + (b.cb - a.cb) * s,
    cr: a.cr + (b.cr - a.cr) * s,
  };
}

/** A colour for each position between stops, which stand in rising order. */
export function ramp(stops: readonly (readonly [at: number, colour: Colour])[]): (at: number) => Colour {
  return at => {
    const next = stops.findIndex(([position]) => position >= at);
    const [, last] = stops.at(-1) ?? [0, black];
    if (next < 0) return last;
    const [to, b] = stops[next] ?? [0, black];
    const [from, a] = stops[next - 1] ?? [to, b];
    return to === from ? b : mix(a, b, (at - from) / (to - from));
  };
}

export const black = colour('#000000');
export const white = colour('#ffffff');
