// Prints the comparison of what `run` left in the folder that is the argument.
import fs from 'node:fs'

const folder = process.argv[2]
const read = name => fs.readFileSync(`${folder}/${name}`, 'utf8')
/** Medians of the columns: wall time of the work, CPU time of the process. */
const medians = name => {
  const lines = read(name).trim().split('\n').map(line => line.split(' ').map(Number))
  return [0, 1].map(column => lines.map(line => line[column]).sort((a, b) => a - b)[Math.floor(lines.length / 2)])
}
const [yjsWall, yjsCpu] = medians('fresh.yjs')
const [wall, cpu] = medians('fresh.ours')
const [c1Wall, c1Cpu] = medians('fresh.c1')
const yjs = JSON.parse(read('warm.yjs.json'))
const ours = {}
for (const result of JSON.parse(read('jmh.json'))) {
  const name = result.benchmark.split('.').pop()
  ours[result.params ? `${name} ${result.params.count}` : name] = result.primaryMetric.score
}

const row = (what, theirs, own) =>
  console.log(`| ${what} | ${theirs.toFixed(2)} ms | ${own.toFixed(2)} ms | ${(theirs / own).toFixed(1)}x |`)
console.log('| Work | yjs 13.6.33 | ours | ratio |\n|---|---|---|---|')
row('B4 applied in a fresh process, wall time', yjsWall, wall)
row('the same with `-XX:TieredStopAtLevel=1`', yjsWall, c1Wall)
row('CPU time of that process from start to end', yjsCpu, cpu)
row('the same with `-XX:TieredStopAtLevel=1`', yjsCpu, c1Cpu)
row('B4 applied, warm', yjs.applyTrace, ours.applyTrace)
row('final state loaded and read as text, warm', yjs.loadState, ours.loadState)
row('final state encoded, warm', yjs.encodeState, ours.encodeState)
for (const count of [2000, 4000, 8000, 16000]) {
  row(`${count} updates merged, warm`, yjs[`mergeUpdates ${count}`], ours[`mergeUpdates ${count}`])
}
const [small, large] = [2000, 16000].map(count => ours[`mergeUpdates ${count}`])
console.log(`\n8 times the updates take ${(large / small).toFixed(1)} times as long to merge (yjs: ${(yjs['mergeUpdates 16000'] / yjs['mergeUpdates 2000']).toFixed(1)}).`)
