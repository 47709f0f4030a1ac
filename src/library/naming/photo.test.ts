import { describe, expect, test } from 'vitest';
import { identify } from './identify.ts';
import { formatIdentity, parseTable } from './naming-table.ts';

const names = `
  IMG_20240501_123000.jpg → Unsorted / IMG_20240501_123000 @ 2024-05-01T12:30:00
  2024 Trip/IMG_20240501_123000123.jpg → 2024 Trip / IMG_20240501_123000123 @ 2024-05-01T12:30:00
  PXL_20240501_123000123.MP.jpg → Unsorted / PXL_20240501_123000123.MP @ 2024-05-01T12:30:00
  2024-05-01 12.30.00.jpg → Unsorted / 2024-05-01 12.30.00 @ 2024-05-01T12:30:00
  2024-05-01_12-30-00.jpg → Unsorted / 2024-05-01_12-30-00 @ 2024-05-01T12:30:00
  Screenshot_20240501-123000.png → Unsorted / Screenshot_20240501-123000 @ 2024-05-01T12:30:00
  Screenshot 2024-05-01 at 12.30.00.png → Unsorted / Screenshot 2024-05-01 at 12.30.00 @ 2024-05-01T12:30:00
  Screenshot_20240501-123000_Chrome.png → Unsorted / Screenshot_20240501-123000_Chrome @ 2024-05-01T12:30:00
  WhatsApp Image 2021-01-02 at 3.04.05 PM.jpeg → Unsorted / WhatsApp Image 2021-01-02 at 3.04.05 PM @ 2021-01-02T15:04:05
  WhatsApp Image 2021-01-02 at 12.04.05 AM.jpeg → Unsorted / WhatsApp Image 2021-01-02 at 12.04.05 AM @ 2021-01-02T00:04:05
  IMG-20240501-WA0001.jpg → Unsorted / IMG-20240501-WA0001 @ 2024-05-01
  20240501_123000(0).jpg → Unsorted / 20240501_123000(0) @ 2024-05-01T12:30:00
  signal-2024-05-01-123000.jpg → Unsorted / signal-2024-05-01-123000 @ 2024-05-01T12:30:00
  VID_20240501_123000.mp4 → Unsorted / VID_20240501_123000 @ 2024-05-01T12:30:00
  01.05.2024.jpg → Unsorted / 01.05.2024 @ 2024-05-01
  20240501.jpg → Unsorted / 20240501 @ 2024-05-01
  IMG_20240501_250000.jpg → Unsorted / IMG_20240501_250000 @ 2024-05-01
  IMG_20240231_123000.jpg → Unsorted / IMG_20240231_123000
  IMG_12345678.jpg → Unsorted / IMG_12345678
  1714566600000.jpg → Unsorted / 1714566600000
  2024-05-01 Birthday/DSC_0001.JPG → 2024-05-01 Birthday / DSC_0001 @ 2024-05-01
  Holidays/Rome/DSC_0001.NEF → Rome / DSC_0001
`;

describe('photos', () => {
  test.each(parseTable(names))('%s', (name, expected) => {
    expect(formatIdentity(identify('photo', name))).toBe(expected);
  });
});

test('the camera knows better than the name of the file', () => {
  const facts = {
    container: 'jpeg',
    streams: [],
    chapters: [],
    contentHash: '',
    photo: { takenOn: '2023-12-31T23:59:59' },
  };
  expect(identify('photo', 'Album/IMG_20240501_123000.jpg', facts)).toMatchObject({
    takenOn: '2023-12-31T23:59:59',
  });
});
