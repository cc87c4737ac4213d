/** Lists ordered by sequence: finding, adding and taking out without walking them. */

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
