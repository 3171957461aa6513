/** Mutation testing (`npm run mutate`, scripts/mutate.ts says what is changed and which tests must notice). */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.config.ts', related: false },
  // Each change is tried by the tests that reach it, and by no others.
  coverageAnalysis: 'perTest',
  // What is reckoned once when a file loads (a table of words) is left out and counted apart: under this vitest such a change is not put in.
  ignoreStatic: true,
  tempDirName: '.cache/mutate',
  ignorePatterns: ['/.cache', '/data', '/dist', '/docs', '/web', '/bench', '/stryker-setup-*.js'],
  // The packages stay where they are; a copy would take longer than the tests.
  symlinkNodeModules: true,
  reporters: ['progress-append-only'],
  logLevel: 'warn',
  warnings: { slow: false },
  allowEmpty: true,
  // TypeScript 7 has no programming interface that Stryker could rewrite a tsconfig with, and the sandbox needs none.
  tsconfigFile: 'none',
  timeoutMS: 10_000,
}
