import os from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'data/**', '.cache/**'],
    // One embedded PostgreSQL for the whole run; the boundary test alone does without.
    globalSetup: process.env.HUYING_TEST_DATABASE === 'none' ? [] : ['test/global.ts'],
    pool: 'forks',
    // By default one file at a time on two cores, where a test waits half its time for the database.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // The office's clock, whatever the machine's.
    env: { TZ: 'Asia/Shanghai', NODE_ENV: 'test' },
  },
})
