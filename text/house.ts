/** What this house knows by name: its districts, streets and stations, with what they lie in. Learned at the start and every hour. */
import { type Known, PlaceBook } from './places.ts'
import { type Doc, docOf } from './vector.ts'
import { learnNames } from './words.ts'

let book = new PlaceBook()

/** @param places names of places, each with the one it lies in; @param others names that are no places (units) */
export function learn(places: readonly Known[], others: readonly string[]): void {
  learnNames([...places.map((p) => p.name), ...others])
  book = new PlaceBook(places)
}

/** A text read with the house's own names: its terms and the places it is about. */
export const readDoc = (title: string, text: string): Doc => docOf(title, text, book)
