/**
 * The least constant bandwidth with which a player that holds `bufferMs` of the film ahead never has to wait, wherever
 * in the film somebody begins: the buffer was filled before; from then on, what arrives is never less than what is shown.
 * In other words, no stretch of the film holds more than what flows in during its length and that of the buffer.
 *
 * @param bitsPerSecond of each second of the film, in order
 * @returns bits per second, rounded up
 */
export function requiredBandwidth(bitsPerSecond: readonly number[], bufferMs: number): number {
  let low = 0;
  let high = bitsPerSecond.reduce((most, bits) => Math.max(most, bits), 0);
  // Down to a bit per second.
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (fullestStretch(bitsPerSecond, middle) > (middle * bufferMs) / 1000) low = middle;
    else high = middle;
  }
  return Math.ceil(high);
}

/** The most by which any stretch of the film exceeds a bandwidth, in bits (Kadane's maximum subarray). */
function fullestStretch(bitsPerSecond: readonly number[], bandwidth: number): number {
  let most = 0;
  let here = 0;
  for (const bits of bitsPerSecond) {
    here = Math.max(0, here + bits - bandwidth);
    most = Math.max(most, here);
  }
  return most;
}
