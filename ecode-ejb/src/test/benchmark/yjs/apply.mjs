// Applies a trace once and prints the milliseconds that took and the process's CPU time. Arguments: the unpacked trace, the expected text.
import fs from 'node:fs'
import { performance } from 'node:perf_hooks'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

const [trace, text] = process.argv.slice(2)
const decoder = decoding.createDecoder(new Uint8Array(fs.readFileSync(trace)))
const updates = []
while (decoding.hasContent(decoder)) updates.push(decoding.readVarUint8Array(decoder))
const expected = fs.readFileSync(text, 'utf8')

const begin = performance.now()
const doc = new Y.Doc()
for (const update of updates) Y.applyUpdate(doc, update)
const end = performance.now()

if (doc.getText('text').toString() !== expected) throw new Error('The text is wrong')
const { user, system } = process.cpuUsage()
console.log(end - begin, (user + system) / 1000)
