/** Dates as WireMock's templates write them: patterns of Java's SimpleDateFormat, `epoch`, `unix`, and offsets such as `3 days`. */

const units: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

/** `ms` moved by an offset such as `-24 hours`, `2 months`. @throws Error */
export function moveDate(ms: number, offset: string): number {
  const [, sign, count, word = ''] = /^\s*([+-]?)\s*(\d{1,9})\s*([a-z]+?)s?\s*$/i.exec(offset) ?? []
  const unit = word.toLowerCase()
  const amount = Number(`${sign}${count}`)
  if (Object.hasOwn(units, unit)) return ms + amount * units[unit]!
  const date = new Date(ms)
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + amount)
  else if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() + amount)
  else throw new Error(`an offset is written as '3 days' or '-24 seconds', got ${JSON.stringify(offset)}`)
  return date.getTime()
}

type Parts = Readonly<Record<string, string>>

/** @throws Error for a zone nobody knows, and dates past what can be written */
export function formatDate(ms: number, format = "yyyy-MM-dd'T'HH:mm:ssXXX", zone = 'UTC'): string {
  if (format === 'epoch') return String(Math.floor(ms))
  if (format === 'unix') return String(Math.floor(ms / 1000))
  if (Number.isNaN(new Date(ms).getTime())) throw new Error('a date is past what can be written')
  const parts = partsOf(ms, zone)
  return format.replace(/'((?:[^']|'')*)'|([a-zA-Z])\2*/g, (found, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'")
    return write(found, parts)
  })
}

function write(field: string, parts: Parts): string {
  const size = field.length
  const padded = (value: string) => value.padStart(size, '0')
  const hour = Number(parts['hour'])
  switch (field[0]) {
    case 'y':
      return size === 2 ? parts['year']!.slice(-2) : padded(parts['year']!)
    case 'M':
      return size >= 4 ? parts['monthName']! : size === 3 ? parts['monthName']!.slice(0, 3) : padded(parts['month']!)
    case 'd':
      return padded(parts['day']!)
    case 'E':
      return size >= 4 ? parts['weekday']! : parts['weekday']!.slice(0, 3)
    case 'H':
      return padded(String(hour))
    case 'h':
      return padded(String(hour % 12 === 0 ? 12 : hour % 12))
    case 'm':
      return padded(parts['minute']!)
    case 's':
      return padded(parts['second']!)
    case 'S':
      return padded(parts['millisecond']!)
    case 'a':
      return hour < 12 ? 'AM' : 'PM'
    case 'X':
      return parts['offset'] === '+00:00' ? 'Z' : size === 3 ? parts['offset']! : parts['offset']!.replace(':', '')
    case 'Z':
      return parts['offset']!.replace(':', '')
    case 'z':
      return parts['zone']!
    default:
      throw new Error(`the date format has ${field}, which means nothing here`)
  }
}

function partsOf(ms: number, zone: string): Parts {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      weekday: 'long',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      timeZoneName: 'longOffset',
    })
  } catch {
    throw new Error(`no time zone is called ${JSON.stringify(zone)}`)
  }
  const found = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  const offset = found['timeZoneName']!.replace('GMT', '') || '+00:00'
  const millisecond = String(((Math.floor(ms) % 1000) + 1000) % 1000)
  const month = String(new Date(`1 ${found['month']} 2000 UTC`).getUTCMonth() + 1)
  return { ...found, monthName: found['month']!, month, millisecond, offset, zone } as Parts
}
