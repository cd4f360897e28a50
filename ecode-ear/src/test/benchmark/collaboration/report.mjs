// Prints what load.mjs measured of both servers as one table.
import fs from 'node:fs'

const work = process.argv[2]
const lines = name => fs.existsSync(`${work}/${name}`) ? fs.readFileSync(`${work}/${name}`, 'utf8').trim().split('\n').filter(Boolean).map(JSON.parse) : []
const number = value => value >= 100 ? value.toFixed(0) : value.toFixed(1)
const key = run => `${run.documents} x ${run.clients} at ${run.rate}/s`
const ours = lines('ours')
const theirs = new Map(lines('theirs').map(run => [key(run), run]))

if (ours.length > 0) {
  console.log('| Documents x clients | edits/s, ours and y-websocket | CPU a delivery, ours | y-websocket | ratio | PostgreSQL | frames a delivery | p99 ours | p99 y-websocket | converged |')
  console.log('|---|---|---|---|---|---|---|---|---|---|')
}
for (const run of ours) {
  const other = theirs.get(key(run))
  console.log(`| ${key(run)} | ${number(run.edits)}, ${number(other.edits)} | ${number(run.cpuMicrosPerDelivery)} µs | ${number(other.cpuMicrosPerDelivery)} µs | ${(run.cpuMicrosPerDelivery / other.cpuMicrosPerDelivery).toFixed(2)} | ${number(run.databaseMicrosPerDelivery)} µs | ${(run.frames / run.deliveries).toFixed(2)} | ${number(run.p99)} ms | ${number(other.p99)} ms | ${run.converged && other.converged} |`)
}

const relays = lines('relays')
if (relays.length > 0) {
  const mine = new Map(ours.map(run => [key(run), run]))
  console.log('\n| Documents x clients | CPU a delivery, a relay in Liberty | to y-websocket | ours to the relay | p99 relay | converged |')
  console.log('|---|---|---|---|---|---|')
  relays.forEach(run => {
    const ratio = (one, other) => (one.cpuMicrosPerDelivery / other.cpuMicrosPerDelivery).toFixed(2)
    console.log(`| ${key(run)} | ${number(run.cpuMicrosPerDelivery)} µs | ${ratio(run, theirs.get(key(run)))} | ${ratio(mine.get(key(run)), run)} | ${number(run.p99)} ms | ${run.converged} |`)
  })
}

const tried = lines('ours.most').map((run, at) => [run, lines('theirs.most')[at]])
if (tried.length > 0) {
  console.log('\n| 20 x 10 at | deliveries/s, p99, cores of server and clients: ours | y-websocket |\n|---|---|---|')
  const told = run => `${number(run.deliveries)}, ${number(run.p99)} ms, ${run.serverCores.toFixed(2)} and ${run.loadCores.toFixed(2)}${run.converged ? '' : ', not converged'}`
  tried.forEach(([run, other]) => console.log(`| ${run.rate}/s | ${told(run)} | ${told(other)} |`))
}
const best = name => Math.max(0, ...lines(name).filter(run => run.p99 < 100 && run.converged).map(run => run.deliveries))
const most = { ours: best('ours.most'), theirs: best('theirs.most') }
if (most.theirs > 0) {
  console.log(`\nDeliveries a second at p99 below 100 ms: ours ${number(most.ours)}, y-websocket ${number(most.theirs)}, ratio ${(most.ours / most.theirs).toFixed(2)}`)
}
for (const memory of lines('memory')) {
  console.log(`\nHeap: ${memory.before} KiB before, ${memory.idle} KiB with ${memory.clients} idle clients (${((memory.idle - memory.before) / memory.clients).toFixed(1)} KiB each), ${memory.after} KiB after they left (${((memory.after / memory.before - 1) * 100).toFixed(1)} %)`)
}
