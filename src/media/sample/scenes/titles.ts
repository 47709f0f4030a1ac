import { black, type Colour, colour } from '../paint/colour.ts';
import { writeText } from '../paint/letters.ts';
import { fillPicture, type Picture } from '../picture.ts';

const paper = colour('#f4f1e6');

export interface Title {
  readonly lines: readonly string[];
  /** The upper edge of the first line. */
  readonly y: number;
  /** Height of the letters, if the picture is wide enough. */
  readonly size: number;
  readonly opacity: number;
}

/** Lines with a shadow, over whatever is painted already. */
export function paintTitle(picture: Picture, { lines, y, size, opacity }: Title, ink: Colour = paper): void {
  if (opacity <= 0) return;
  const end = picture.width / picture.height;
  const longest = Math.max(...lines.map(line => line.length));
  const fitting = Math.min(size, (end * 0.9) / longest);
  const shadow = fitting * 0.07;
  for (const [index, line] of lines.entries()) {
    const place = { x: end / 2, y: y + index * fitting * 1.7, size: fitting, spacing: 2 };
    writeText(picture, line, { ...place, x: place.x + shadow, y: place.y + shadow }, black, 0.5 * opacity);
    writeText(picture, line, place, ink, opacity);
  }
}

/** White names that scroll over black: `role|name`, or a single line, or nothing for a gap. */
export function paintCredits(
  picture: Picture,
  lines: readonly string[],
  seconds: number,
  length: number,
): void {
  fillPicture(picture, black.luma);
  const end = picture.width / picture.height;
  const pitch = 0.1;
  const way = 1.1 + lines.length * pitch;
  for (const [index, line] of lines.entries()) {
    const y = 1.05 + index * pitch - (way * seconds) / length;
    if (y < -0.1 || y > 1.05) continue;
    const [role = '', name] = line.split('|');
    if (name === undefined) {
      writeText(picture, role, { x: end / 2, y, size: 0.055 }, paper);
      continue;
    }
    writeText(picture, role, { x: end * 0.3, y: y + 0.008, size: 0.032 }, colour('#a8a498'));
    writeText(picture, name, { x: end * 0.68, y, size: 0.04 }, paper);
  }
}
