/** What a table of a matter's page leads to is a page of the desk. */
import fs from 'node:fs'
import { expect, test } from 'vitest'

test('every link that a process puts into its tables is a page there is', () => {
  const pages = [...fs.readFileSync('web/desk/app.tsx', 'utf8').matchAll(/page\('([^']+)'/g)].map(
    (m) => new RegExp(`^${(m[1] as string).replaceAll(/\$\w+/g, '[^/]+')}$`),
  )
  const files = fs.readdirSync('processes', { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  const links = files.flatMap((f) =>
    [...fs.readFileSync(`processes/${f}`, 'utf8').matchAll(/\bto(?::| =) `(\/[^`]*)`/g)].map((m) => [f, m[1] as string] as const),
  )
  expect(links.length).toBeGreaterThan(10)
  const lost = links.filter(([, to]) => !pages.some((p) => p.test(to.replaceAll(/\$\{[^}]*\}/g, 'x').replace(/\?.*/, ''))))
  expect(lost).toEqual([])
})
