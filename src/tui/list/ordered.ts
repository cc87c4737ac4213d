/** Lists ordered by sequence: finding, adding and taking out without walking them; and the places in one of another order. */

type Sequenced = { readonly sequence: number }

/** Where the sequence stands, or would. */
export function placeOf(list: readonly Sequenced[], sequence: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (list[middle]!.sequence < sequence) low = middle + 1
    else high = middle
  }
  return low
}

export function addOrdered<T extends Sequenced>(list: T[], item: T): void {
  const last = list.at(-1)
  if (last === undefined || last.sequence < item.sequence) list.push(item)
  else {
    const at = placeOf(list, item.sequence)
    if (list[at]?.sequence !== item.sequence) list.splice(at, 0, item)
  }
}

export function removeOrdered(list: Sequenced[], sequence: number): void {
  const at = placeOf(list, sequence)
  if (list[at]?.sequence === sequence) list.splice(at, 1)
}

/** Where each sequence stands in a list of any order, −1 where it does not. One walk when somebody asks first, none after. */
export function placesIn(list: readonly Sequenced[]): (sequence: number) => number {
  let places: ReadonlyMap<number, number> | undefined
  return (sequence) => {
    places ??= new Map(list.map((one, place) => [one.sequence, place]))
    return places.get(sequence) ?? -1
  }
}
