// Prints the comparison. Arguments: fresh times of yjs and ours (one a line), warm results of yjs, JMH's results.
import fs from 'node:fs'

const [freshYjs, freshOurs, warmYjs, jmh] = process.argv.slice(2)
const median = path => {
  const times = fs.readFileSync(path, 'utf8').trim().split('\n').map(Number).sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)]
}
const yjs = JSON.parse(fs.readFileSync(warmYjs, 'utf8'))
const ours = {}
for (const result of JSON.parse(fs.readFileSync(jmh, 'utf8'))) {
  const name = result.benchmark.split('.').pop()
  ours[result.params ? `${name} ${result.params.count}` : name] = result.primaryMetric.score
}

const row = (what, theirs, own) =>
  console.log(`| ${what} | ${theirs.toFixed(2)} ms | ${own.toFixed(2)} ms | ${(theirs / own).toFixed(1)}x |`)
console.log('| Work | yjs 13.6.33 | ours | ratio |\n|---|---|---|---|')
row('B4 applied, fresh process, median', median(freshYjs), median(freshOurs))
row('B4 applied, warm', yjs.applyTrace, ours.applyTrace)
row('final state loaded and read as text, warm', yjs.loadState, ours.loadState)
row('final state encoded, warm', yjs.encodeState, ours.encodeState)
for (const count of [2000, 4000, 8000, 16000]) {
  row(`${count} updates merged, warm`, yjs[`mergeUpdates ${count}`], ours[`mergeUpdates ${count}`])
}
const [small, large] = [2000, 16000].map(count => ours[`mergeUpdates ${count}`])
console.log(`\n8 times the updates take ${(large / small).toFixed(1)} times as long to merge (yjs: ${(yjs['mergeUpdates 16000'] / yjs['mergeUpdates 2000']).toFixed(1)}).`)
