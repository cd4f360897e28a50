// Real Yjs documents at a server, each client with a connection of its own, speaking y-protocols as y-websocket does.
// Arguments: address, documents, clients of each, edits a second of each client (0: idle), seconds, name of a file for the answer.
// The CPU time of the server's process (the environment's SERVER_PID) is read from /proc before and after. One client of each document
// applies what comes at once and measures; the others do every CATCH_UP milliseconds, or with 0 read and apply it when all is over, so that
// more can be asked of the server than this process could take apart.
import fs from 'node:fs'
import { performance } from 'node:perf_hooks'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'

const [address, documents, clients, rate, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)]
const rooms = JSON.parse(process.env.ROOMS)
const headers = JSON.parse(process.env.HEADERS ?? '[{}]')
const ticks = 100
const catchUp = Number(process.env.CATCH_UP ?? 250)

/** What Linux says of a process after its name, from its state on (proc_pid_stat(5)); nothing when it has ended. */
const statOf = pid => {
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined
    throw error
  }
}
const sumOf = (fields, from, to) => fields.slice(from, to).map(Number).reduce((sum, each) => sum + each, 0) / ticks

/** Seconds of CPU of a process: all its threads, in user mode and in the kernel. */
const cpuOf = pid => sumOf(statOf(pid), 11, 13)

/** The same of a process with its children, those that have ended too: PostgreSQL has one for each connection. */
const cpuOfFamily = pid => fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(statOf)
  .filter(fields => fields?.[1] === pid)
  .reduce((sum, child) => sum + sumOf(child, 11, 13), sumOf(statOf(pid), 11, 15))

const frame = (kind, bytes) => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

/** One person at one document. */
class Client {
  constructor (room, number) {
    this.doc = new Y.Doc()
    this.text = this.doc.getText('text')
    this.waiting = []
    this.frames = 0
    this.probe = number === 0
    this.ready = new Promise((resolve, reject) => {
      this.socket = new WebSocket(`${address}/${room}`, { headers: headers[number % headers.length], perMessageDeflate: false })
      this.socket.binaryType = 'arraybuffer'
      this.socket.on('error', reject)
      this.socket.on('close', (code, reason) => { if (!this.leaving) reject(new Error(`closed with ${code} ${reason}`)) })
      this.socket.on('open', () => this.socket.send(frame(0, Y.encodeStateVector(this.doc))))
      this.socket.on('message', data => this.receive(new Uint8Array(data), resolve))
    })
    this.ready.catch(error => { console.error(String(error)); process.exit(1) })
    this.doc.on('update', (update, origin) => { if (origin !== 'server') this.socket.send(frame(2, update)) })
  }

  receive (bytes, resolve) {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== 0) return
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind === 0) return this.socket.send(frame(1, Y.encodeStateAsUpdate(this.doc, payload)))
    this.frames++
    if (kind === 1) { Y.applyUpdate(this.doc, payload, 'server'); return resolve() }
    if (this.probe) this.applyNow(payload)
    else this.waiting.push(payload)
  }

  applyNow (update) {
    Y.applyUpdate(this.doc, update, 'server')
  }

  catchUp () {
    if (this.waiting.length === 0) return
    const updates = this.waiting
    this.waiting = []
    Y.transact(this.doc, () => updates.forEach(update => Y.applyUpdate(this.doc, update, 'server')), 'server')
  }

  /** Keeps what comes as it comes off the wire, until it is read. */
  setAside () {
    const wire = this.socket._socket
    const [read] = wire.listeners('data')
    const kept = []
    const keep = chunk => kept.push(chunk)
    wire.on('data', keep).off('data', read)
    this.readKept = () => {
      wire.on('data', read).off('data', keep)
      kept.forEach(chunk => read.call(wire, chunk))
    }
  }

  edit () {
    this.text.insert(Math.floor(Math.random() * (this.text.length + 1)), 'x')
    sentAt.set(`${this.doc.clientID}:${Y.getState(this.doc.store, this.doc.clientID) - 1}`, performance.now())
    sent++
  }

  leave () {
    this.leaving = true
    this.socket.terminate()
  }
}

const sentAt = new Map()
const latencies = []
let sent = 0

/** When a probe sees a writer's clock go on, everything up to there has arrived. */
const watch = client => {
  const seen = new Map()
  client.doc.on('afterTransaction', transaction => {
    if (transaction.origin !== 'server') return
    const now = performance.now()
    transaction.afterState.forEach((clock, writer) => {
      for (let at = seen.get(writer) ?? transaction.beforeState.get(writer) ?? 0; at < clock; at++) {
        const then = sentAt.get(`${writer}:${at}`)
        if (then !== undefined) latencies.push(now - then)
      }
      seen.set(writer, clock)
    })
  })
}

const sleep = millis => new Promise(resolve => setTimeout(resolve, millis))

const all = []
for (let d = 0; d < documents; d++) {
  for (let c = 0; c < clients; c++) {
    const client = new Client(rooms[d], c)
    if (client.probe) watch(client)
    all.push(client)
  }
  await Promise.all(all.slice(-clients).map(client => client.ready))
}

const pids = process.env.SERVER_PID
const databasePid = process.env.DATABASE_PID
const answer = { documents, clients, rate, seconds }
if (rate > 0) {
  let stop = false
  const aside = catchUp > 0 ? [] : all.filter(client => !client.probe)
  aside.forEach(client => client.setAside())
  const keepUp = catchUp > 0 ? setInterval(() => all.forEach(client => client.catchUp()), catchUp) : undefined
  /** Each client writes at its own moments, on average as often as asked for. */
  const type = async client => {
    await sleep(Math.random() * 1000 / rate)
    let next = performance.now()
    while (!stop) {
      client.edit()
      next += 1000 / rate * (0.5 + Math.random())
      await sleep(Math.max(0, next - performance.now()))
    }
  }
  const typing = all.map(type)
  await sleep(Number(process.env.WARM ?? 5) * 1000)
  const before = { cpu: cpuOf(pids), database: databasePid ? cpuOfFamily(databasePid) : 0, own: process.cpuUsage(), at: performance.now(), sent, frames: all.reduce((sum, client) => sum + client.frames, 0) }
  latencies.length = 0
  await sleep(seconds * 1000)
  const elapsed = (performance.now() - before.at) / 1000
  const edits = sent - before.sent
  const delivered = edits * (clients - 1)
  const sorted = Float64Array.from(latencies).sort()
  const own = process.cpuUsage(before.own)
  Object.assign(answer, {
    edits: edits / elapsed,
    deliveries: delivered / elapsed,
    frames: (all.reduce((sum, client) => sum + client.frames, 0) - before.frames) / elapsed,
    cpuMicrosPerDelivery: (cpuOf(pids) - before.cpu) * 1e6 / delivered,
    databaseMicrosPerDelivery: ((databasePid ? cpuOfFamily(databasePid) : 0) - before.database) * 1e6 / delivered,
    serverCores: (cpuOf(pids) - before.cpu) / elapsed,
    loadCores: (own.user + own.system) / 1e6 / elapsed,
    p50: sorted[Math.floor(sorted.length * 0.5)],
    p99: sorted[Math.floor(sorted.length * 0.99)]
  })
  stop = true
  await Promise.all(typing)
  clearInterval(keepUp)
  aside.forEach(client => client.readKept())
  const deadline = performance.now() + 60000
  const converged = () => {
    all.forEach(client => client.catchUp())
    for (let d = 0; d < documents; d++) {
      const texts = new Set(all.slice(d * clients, (d + 1) * clients).map(client => client.text.length))
      if (texts.size !== 1) return false
    }
    return true
  }
  while (!converged() && performance.now() < deadline) await sleep(100)
  answer.converged = converged() && [...Array(documents).keys()].every(d =>
    new Set(all.slice(d * clients, (d + 1) * clients).map(client => client.text.toString())).size === 1)
} else {
  // Idle clients: whoever measures says when they may leave.
  console.log(JSON.stringify({ ready: all.length }))
  await new Promise(resolve => process.stdin.once('data', resolve))
}
all.forEach(client => client.leave())
if (rate > 0) console.log(JSON.stringify(answer))
process.exit(0)
