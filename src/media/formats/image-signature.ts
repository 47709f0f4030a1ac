/** Brands of the still pictures in HEIF, from ISO/IEC 23008-12 and the AVIF specification. */
const heifBrands = ['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'];

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
    (text(4, 8) === 'ftyp' && heifBrands.includes(text(8, 12)))
  );
}
