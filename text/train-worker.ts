/** Training runs here, off the server's own thread: items in, a model's bytes out. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Item, train } from './classify.ts'
import { learnNames } from './words.ts'

const { items, names } = workerData as { items: Item[]; names: string[] }
learnNames(names)
parentPort?.postMessage(train(items).toBytes())
