/** What this house knows by name: its districts, streets and stations, with what they lie in. Learned at the start and every hour. */
import { type Known, PlaceBook, placesIn } from './places.ts'
import { learnNames } from './words.ts'

let book = new PlaceBook()

/** @param places names of places, each with the one it lies in; @param others names that are no places (units) */
export function learn(places: readonly Known[], others: readonly string[]): void {
  learnNames([...places.map((p) => p.name), ...others])
  book = new PlaceBook(places)
}

export const placesOf = (text: string): string[] => placesIn(text, book)
