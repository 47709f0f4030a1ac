/** Drawings of 24 units, in lines of the colour of the text. */
const drawings = {
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  nights: 'M4 5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4M8 14h.01M12 14h.01M16 14h.01M8 17h.01M12 17h.01',
  library: 'M5 4v16M9.5 4v16M14 4.5l4.5 15M4 20h16.5',
  backups:
    'M12 4c4.4 0 8 1.3 8 3s-3.6 3-8 3-8-1.3-8-3 3.6-3 8-3zM4 7v10c0 1.700 3.600 3 8 3s8-1.300 8-3V7M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3',
  settings: 'M4 7h9M19 7h1M4 17h2M12 17h8M16 4.500v5M9 14.500v5',
  play: 'M8 5.500v13l10.500-6.500z',
  stop: 'M7 7h10v10H7z',
  pause: 'M9 6v12M15 6v12',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M7 7l10 10M17 7L7 17',
  warning: 'M12 4.500l8.500 15h-17zM12 10.500v4M12 17h.01',
  clock: 'M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17zM12 7.500V12l3 2',
  dots: 'M6 12h.01M12 12h.01M18 12h.01',
  display:
    'M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  undo: 'M9 14L4.500 9.500 9 5M4.500 9.500H14a5.500 5.500 0 0 1 0 11h-3',
  leave: 'M14 4.500H6v15h8M10.500 12H20M16.500 8.500L20 12l-3.500 3.500',
  film: 'M4.5 5h15v14h-15zM8.5 5v14M15.500 5v14M4.500 9.700h4M4.500 14.300h4M15.500 9.700h4M15.500 14.300h4',
  show: 'M3.500 7h17v11.500h-17zM8 3.500L12 7l4-3.500',
  music:
    'M9 17.500V5.500l10.500-2v12M9 17.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM19.500 15.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z',
  photo: 'M4 5.500h16v13H4zM4 16l4.500-4.500 4 4 2.500-2.500 5 5M15.500 9.500h.01',
  folder: 'M3.500 18.500v-12h6l2 2.500h9v9.500z',
  plus: 'M12 5v14M5 12h14',
  refresh: 'M19.500 12a7.500 7.500 0 1 1-2.200-5.300L19.500 9M19.500 4.500V9H15',
  edit: 'M4.500 19.500l1-4.500L16 4.500l3.500 3.500L9 18.500zM13.500 7l3.500 3.500',
  trash: 'M5 7h14M9.500 7V4.500h5V7M6.500 7l1 12.500h9l1-12.500M10.500 11v5M13.500 11v5',
  chevron: 'M9 5.500l6.500 6.500L9 18.500',
} as const;

export type IconName = keyof typeof drawings;

/** A picture beside a text, or in a button that has a name: unseen by screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const isSolid = name === 'moon';
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={isSolid ? 'currentColor' : 'none'}
      stroke="currentColor"
      stroke-width={1.75}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
