const pattern = /^((?:\d\d){2,7})(?: *(Z|[A-Za-z]{3,4}|[+-]\d\d:?\d\d))?$/;

/**
 * Minutes east of UTC. The American names are those of RFC 5322, section 4.3; `BST` is British summer time, as in the
 * example of the XMLTV DTD. Others mean several zones, or none.
 */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};

/**
 * Reads an instant of XMLTV: `YYYYMMDDhhmmss ±zzzz`, which may end early after any of its parts; without a zone it is
 * UTC (https://github.com/XMLTV/xmltv/blob/master/xmltv.dtd). Returns milliseconds since 1970 UTC, or undefined for what
 * is no such instant, or names a zone that is not known: an hour that is wrong is worse than none.
 */
export function parseXmltvTime(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [, digits = '', zone = 'Z'] = match;
  const offset = offsetOf(zone);
  const [hour, minute, second] = [two(digits, 8, 0), two(digits, 10, 0), two(digits, 12, 0)];
  if (offset === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const year = two(digits, 0, 0) * 100 + two(digits, 2, 0);
  const [month, day] = [two(digits, 4, 1) - 1, two(digits, 6, 1)];
  const at = Date.UTC(year, month, day, hour, minute, second);
  return isReal(year, month, day) ? at - offset * 60_000 : undefined;
}

/** The number of two digits, or what stands for it where the text has ended. */
function two(digits: string, from: number, absent: number): number {
  if (from >= digits.length) return absent;
  return (digits.charCodeAt(from) - 48) * 10 + digits.charCodeAt(from + 1) - 48;
}

/** Whether there is such a day; `Date` goes on to the next month where there is none. */
function isReal(year: number, month: number, day: number): boolean {
  if (month < 0 || month > 11 || day < 1) return false;
  return day <= 28 || new Date(Date.UTC(year, month, day)).getUTCDate() === day;
}

/** Of the zones that were met: no more than there are, and nearly always the same one. */
const offsets = new Map<string, number>();

/** Minutes east of UTC. */
function offsetOf(zone: string): number | undefined {
  const known = offsets.get(zone);
  if (known !== undefined) return known;
  const offset = parseOffset(zone);
  if (offset !== undefined) offsets.set(zone, offset);
  return offset;
}

function parseOffset(zone: string): number | undefined {
  const named = zones[zone.toUpperCase()];
  if (named !== undefined) return named;
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  // No clock on Earth is further from UTC than 14 hours.
  if (Number(match[3]) > 59 || minutes > 14 * 60) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}
