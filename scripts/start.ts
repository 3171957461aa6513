/** `npm start`: the pages are built when their sources changed, then the server runs in this very process. */
import { buildWeb } from './web.ts'

try {
  await buildWeb()
  await import('../server/main.ts')
} catch (e) {
  console.error((e as Error).message)
  process.exit(1)
}
