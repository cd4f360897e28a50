// The warm half on yjs: prints `{name: milliseconds}` for what DocumentBenchmark measures. Arguments: the unpacked trace and state.
import fs from 'node:fs'
import { performance } from 'node:perf_hooks'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

const [tracePath, statePath] = process.argv.slice(2)
const decoder = decoding.createDecoder(new Uint8Array(fs.readFileSync(tracePath)))
const updates = []
while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder))
const state = new Uint8Array(fs.readFileSync(statePath))

/** Mean milliseconds of one call: at least `rounds` calls and half a second after a warm-up of the same length. */
const measure = (rounds, work) => {
  let mean = 0
  for (const measuring of [false, true]) {
    let calls = 0
    const begin = performance.now()
    while (calls < (measuring ? rounds : rounds / 2) || performance.now() - begin < (rounds > 1 ? 500 : 0)) {
      work()
      calls++
    }
    mean = (performance.now() - begin) / calls
  }
  return mean
}

const results = {}
results.applyTrace = measure(2, () => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
})
results.loadState = measure(20, () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc.getText('text').toString()
})
const loaded = new Y.Doc()
Y.applyUpdate(loaded, state)
results.encodeState = measure(20, () => Y.encodeStateAsUpdate(loaded))
for (const count of [2000, 4000, 8000, 16000]) {
  const batch = updates.slice(0, count)
  results[`mergeUpdates ${count}`] = measure(1, () => Y.mergeUpdates(batch))
}
console.log(JSON.stringify(results))
