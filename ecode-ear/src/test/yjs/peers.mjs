// Stock Yjs clients for the tests: one JSON command a line in, one JSON answer a line out.
import readline from 'node:readline'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const peers = new Map()

/** A browser sends cookies by itself; here other credentials are sent as a header. */
const withHeaders = headers => class extends WebSocket {
  constructor (url, protocols) { super(url, protocols, { headers }) }
}

/** A generator whose whole series depends on its seed. */
const generator = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/** Delivers updates late, twice and in another order, in either direction, until it is calmed. What is held back when the connection ends is lost. */
class Chaos {
  constructor (seed) {
    this.random = generator(seed)
    this.held = []
    this.calm = false
  }

  pass (bytes, deliver) {
    const isUpdate = bytes[0] === 0 && bytes[1] === 2
    if (this.calm || !isUpdate) return deliver()
    const dice = this.random()
    if (dice < 0.3) this.held.splice(Math.floor(this.random() * (this.held.length + 1)), 0, deliver)
    else deliver()
    if (dice > 0.85) deliver()
    if (this.random() < 0.3) this.held.splice(Math.floor(this.random() * this.held.length), 1).forEach(late => late())
  }

  calmDown () {
    this.calm = true
    this.held.splice(0).forEach(late => late())
  }
}

const chaotic = (headers, chaos) => class extends withHeaders(headers) {
  send (data, ...rest) {
    chaos.pass(data, () => { if (this.readyState === WebSocket.OPEN) super.send(data, ...rest) })
  }

  set onmessage (handler) {
    super.onmessage = handler && (event => chaos.pass(new Uint8Array(event.data), () => { if (this.readyState === WebSocket.OPEN) handler(event) }))
  }
}

const open = ({ name, server, room, headers = {}, params = {}, chaos: seed }) => {
  const doc = peers.get(name)?.doc ?? new Y.Doc()
  const chaos = seed === undefined ? null : new Chaos(seed)
  const provider = new WebsocketProvider(server, room, doc, {
    WebSocketPolyfill: chaos ? chaotic(headers, chaos) : withHeaders(headers), params, disableBc: true, maxBackoffTime: 500
  })
  const peer = { doc, provider, chaos, closes: [], denied: 0, seen: [] }
  provider.messageHandlers[2] = () => { peer.denied++ }
  provider.on('connection-close', event => event && peer.closes.push({ code: event.code, reason: String(event.reason) }))
  doc.getText('text').observe(() => peer.seen.push(doc.getText('text').length))
  provider.awareness.setLocalStateField('user', { name })
  peers.set(name, peer)
}

/** Some edits at random places, of characters that are used once each: tells which came and which went. */
const churn = ({ name, seed, first, count }) => {
  const random = generator(seed)
  const { doc } = peers.get(name)
  const shared = doc.getText('text')
  const inserted = []
  const deleted = []
  doc.transact(() => {
    for (let i = 0; i < count; i++) {
      const points = Array.from(shared.toString())
      const at = Math.floor(random() * (points.length + 1))
      const index = points.slice(0, at).join('').length
      if (random() < 0.25 && at < points.length) {
        const gone = points.slice(at, at + 1 + Math.floor(random() * 4))
        shared.delete(index, gone.join('').length)
        deleted.push(...gone)
      } else {
        const point = String.fromCodePoint(first + inserted.length)
        shared.insert(index, point)
        inserted.push(point)
      }
    }
  })
  return { inserted: inserted.join(''), deleted: deleted.join('') }
}

const text = name => peers.get(name).doc.getText('text')

const commands = {
  open,
  churn,
  calm: ({ name }) => peers.get(name).chaos.calmDown(),
  insert: ({ name, at, text: inserted }) => text(name).insert(at ?? text(name).length, inserted),
  delete: ({ name, at, count }) => text(name).delete(at, count),
  text: ({ name }) => text(name).toString(),
  vector: ({ name }) => Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(peers.get(name).doc))),
  /** What a state vector of the server's says of a peer's document: whether all of it is covered. */
  covered: ({ name, vector }) => {
    const saved = Y.decodeStateVector(Buffer.from(vector, 'base64'))
    return [...Y.decodeStateVector(Y.encodeStateVector(peers.get(name).doc))].every(([client, clock]) => (saved.get(client) ?? 0) >= clock)
  },
  status: ({ name }) => {
    const { provider, closes, denied, seen } = peers.get(name)
    return {
      synced: provider.synced,
      connected: provider.wsconnected,
      closes,
      denied,
      seen,
      people: [...provider.awareness.getStates().values()].map(state => state.user?.name).sort()
    }
  },
  leave: ({ name }) => peers.get(name).provider.disconnect(),
  back: ({ name }) => {
    const peer = peers.get(name)
    if (peer.chaos && !peer.provider.wsconnected) peer.chaos.held.length = 0
    peer.provider.connect()
  },
  /** Gone without a goodbye. */
  vanish: ({ name }) => { const { provider } = peers.get(name); provider.shouldConnect = false; provider.ws?.terminate() },
  /** Position of a cursor that was set beside some text, as another peer's editor shows it. */
  mark: ({ name, at }) => { peers.get(name).mark = Y.createRelativePositionFromTypeIndex(text(name), at) },
  marked: ({ name }) => Y.createAbsolutePositionFromRelativePosition(peers.get(name).mark, peers.get(name).doc).index,
  close: ({ name }) => { peers.get(name).provider.destroy(); peers.delete(name) }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  process.stdout.write(JSON.stringify({ answer: commands[command.do](command) ?? null }) + '\n')
}
process.exit(0)
