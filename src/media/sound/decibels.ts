/** An amplitude in dB of full scale, which is 1, to two digits: more than the ear can tell, and than standards ask of meters. */
export function toDecibels(amplitude: number): number {
  return Math.round(2000 * Math.log10(amplitude)) / 100;
}
