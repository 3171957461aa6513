/** The suggestion's own further tables on its page. */
import type pg from 'pg'
import type { View } from '../../kernel/process.ts'
import type { Section } from '../../kernel/wire.ts'
import type { Viewer } from '../../people/viewer.ts'

export async function sectionsOf(_client: pg.ClientBase, _view: View, _viewer: Viewer): Promise<Section[]> {
  return []
}
