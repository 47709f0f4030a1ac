/** Brands of the still pictures in HEIF, from ISO/IEC 23008-12, and those of the AVIF specification. */
const heifBrands = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'];
const avifBrands = ['avif', 'avis'];

/** Whether a file that begins so is a picture: JPEG, PNG, GIF, TIFF, WebP, AVIF or HEIC. */
export function isImage(head: Buffer): boolean {
  const text = (from: number, to: number) => head.toString('latin1', from, to);
  return (
    text(0, 3) === '\xff\xd8\xff' ||
    text(0, 8) === '\x89PNG\r\n\x1a\n' ||
    text(0, 4) === 'GIF8' ||
    text(0, 4) === 'II*\0' ||
    text(0, 4) === 'MM\0*' ||
    (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') ||
    hasBrand(head, avifBrands) ||
    isHeif(head)
  );
}

/** Whether a file that begins so is HEIF, and does not say that its picture is in AV1. */
export function isHeif(head: Buffer): boolean {
  return hasBrand(head, heifBrands);
}

function hasBrand(head: Buffer, brands: readonly string[]): boolean {
  return head.toString('latin1', 4, 8) === 'ftyp' && brands.includes(head.toString('latin1', 8, 12));
}
