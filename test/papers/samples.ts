/** Every paper filled twice, for tests and for looking at: as long as life, and as short as may be. */
import { HANDLING } from './handling.ts'
import { MORE } from './more.ts'
import { OFFICE } from './office.ts'

export const SAMPLES = { ...HANDLING, ...OFFICE, ...MORE }
