import type { Look } from './look.ts';

/** The basic words for colours (Berlin and Kay, 1969). */
const colours = [
  'black',
  'grey',
  'white',
  'red',
  'orange',
  'brown',
  'yellow',
  'green',
  'blue',
  'purple',
  'pink',
] as const;
export type Colour = (typeof colours)[number];

/** The most that are told of a photo. */
const most = 2;
/** Parts of the photo that a colour must fill to be told; more for those that are in every photo, as light and shade. */
const leastPart = 0.2;
const leastPartWithoutHue = 0.6;
/** A photo with less than this part in any colour is black and white. */
const leastHue = 0.005;
const withoutHue: ReadonlySet<Colour> = new Set(['black', 'grey', 'white']);

/** The colours that fill most of a photo, the first before the second. */
export function findColours(look: Look): readonly (Colour | 'black and white')[] {
  const { pixels } = look;
  const counts = new Map<Colour, number>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const colour = nameColour(pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const parts = [...counts].map(([colour, count]) => ({ colour, part: (count * 3) / pixels.length }));
  const hues = parts.reduce((sum, { colour, part }) => sum + (withoutHue.has(colour) ? 0 : part), 0);
  if (hues < leastHue && parts.length > 1) return ['black and white'];
  return parts
    .filter(({ colour, part }) => part >= (withoutHue.has(colour) ? leastPartWithoutHue : leastPart))
    .sort((a, b) => b.part - a.part)
    .slice(0, most)
    .map(({ colour }) => colour);
}

/** Of a pixel in sRGB, each 0 to 255: by its hue, unless it is too dark or too pale to have one. */
export function nameColour(red: number, green: number, blue: number): Colour {
  const lightest = Math.max(red, green, blue) / 255;
  const darkest = Math.min(red, green, blue) / 255;
  const chroma = lightest - darkest;
  if (lightest < 0.15) return 'black';
  const saturation = chroma / lightest;
  if (saturation < 0.14) return lightest > 0.85 ? 'white' : 'grey';
  return nameHue(hueOf(red / 255, green / 255, blue / 255, lightest, chroma), saturation, lightest);
}

/** In degrees, from red over green and blue. */
function hueOf(red: number, green: number, blue: number, lightest: number, chroma: number): number {
  if (lightest === red) return (((green - blue) / chroma + 6) % 6) * 60;
  if (lightest === green) return ((blue - red) / chroma + 2) * 60;
  return ((red - green) / chroma + 4) * 60;
}

/** Orange in the shade is brown, pale red is pink. */
function nameHue(hue: number, saturation: number, lightest: number): Colour {
  if (hue < 14 || hue >= 345) return saturation < 0.5 && lightest > 0.7 ? 'pink' : 'red';
  if (hue < 44) {
    if (lightest < 0.65) return 'brown';
    return saturation < 0.4 ? 'pink' : 'orange';
  }
  if (hue < 56) return lightest < 0.5 ? 'brown' : 'yellow';
  // Leaves in the shade have the hue of lemons.
  if (hue < 70) return lightest < 0.5 ? 'green' : 'yellow';
  if (hue < 170) return 'green';
  if (hue < 255) return 'blue';
  if (hue < 300) return 'purple';
  return lightest > 0.55 ? 'pink' : 'purple';
}
