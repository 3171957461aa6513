import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'data/**', '.cache/**'],
    // One embedded PostgreSQL for the whole run; the boundary test alone does without.
    globalSetup: process.env.HUYING_TEST_DATABASE === 'none' ? [] : ['test/global.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    // The office's clock, whatever the machine's.
    env: { TZ: 'Asia/Shanghai', NODE_ENV: 'test' },
  },
})
