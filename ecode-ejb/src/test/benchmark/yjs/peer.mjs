// Real yjs documents for CrossCheck.java: one JSON command a line in, one JSON answer a line out.
import readline from 'node:readline'
import * as Y from 'yjs'

const base64 = bytes => Buffer.from(bytes).toString('base64')
const bytes = text => new Uint8Array(Buffer.from(text, 'base64'))

let peers = []

const open = () => {
  const doc = new Y.Doc()
  const peer = { doc, out: [], undo: null }
  // What yjs does of its own accord after a remote change, such as tidying formats, must reach the others as well.
  doc.on('update', (update, origin) => { if (origin !== 'remote') peer.out.push(base64(update)) })
  peer.undo = new Y.UndoManager([doc.getText('text'), doc.getMap('map'), doc.getArray('array')], { captureTimeout: 0 })
  doc.getXmlFragment('xml')
  return peer
}

/** A small deterministic generator: the whole run depends on the seed that Java gives. */
const generator = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const words = ['word ', 'x', '😀', '漢字', '\n', 'longer piece of text ']

const edit = (peer, seed) => {
  const random = generator(seed)
  const int = n => Math.floor(random() * n)
  const { doc } = peer
  const text = doc.getText('text')
  const map = doc.getMap('map')
  const array = doc.getArray('array')
  const xml = doc.getXmlFragment('xml')
  /** An index that does not cut a pair. */
  const boundary = index => {
    const content = text.toDelta().map(op => typeof op.insert === 'string' ? op.insert : ' ').join('')
    return index > 0 && /[\ud800-\udbff]/.test(content[index - 1]) && /[\udc00-\udfff]/.test(content[index] ?? '') ? index - 1 : index
  }
  const work = () => {
    for (let i = int(3); i >= 0; i--) {
      const at = boundary(int(text.length + 1))
      const count = boundary(Math.min(at + int(8), text.length)) - at
      const index = int(array.length + 1)
      switch (int(16)) {
        case 0: case 1: if (count > 0) text.delete(at, count); break
        case 2: if (count > 0) text.format(at, count, { bold: random() < 0.5 ? true : null }); break
        case 3: text.insert(at, 'f', { color: '#' + int(9) }); break
        case 4: text.insertEmbed(at, { image: int(9) }); break
        case 5: map.set('k' + int(3), [int(99), 'v', null, { a: 1.5 }]); break
        case 6: map.delete('k' + int(3)); break
        case 7: array.insert(index, [int(99), { n: int(9) }]); break
        case 8: if (array.length > 0) array.delete(int(array.length), 1); break
        case 9: array.insert(index, [new Y.Map([['a', int(9)]]), new Y.Text('nested')]); break
        case 10: { const nested = array.toArray().find(e => e instanceof Y.Text); if (nested) nested.insert(int(nested.length), 'n' + int(9)); break }
        case 11: map.set('m' + int(2), new Y.Map([['deep', new Y.Array()]])); break
        case 12: { const element = new Y.XmlElement('P'); element.setAttribute('id', String(int(9))); xml.insert(int(xml.length + 1), [element, new Y.XmlText('t')]); break }
        case 13: if (xml.length > 0) xml.delete(int(xml.length), 1); break
        default: text.insert(at, words[int(words.length)])
      }
    }
  }
  if (random() < 0.1) random() < 0.7 ? peer.undo.undo() : peer.undo.redo()
  else doc.transact(work)
}

const deleteSet = doc => {
  const deleted = {}
  Y.createDeleteSetFromStructStore(doc.store).clients.forEach((ranges, client) => {
    deleted[client] = ranges.map(range => [range.clock, range.len])
  })
  return deleted
}

const plain = value => value instanceof Y.AbstractType ? value.toJSON() : value

const state = ({ doc }) => ({
  json: {
    text: doc.getText('text').toString(),
    map: doc.getMap('map').toJSON(),
    array: doc.getArray('array').toJSON(),
    xml: doc.getXmlFragment('xml').toString()
  },
  delta: { text: doc.getText('text').toDelta().map(op => ({ ...op, insert: plain(op.insert) })) },
  deleteSet: deleteSet(doc),
  stateVectorMap: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
  pending: Boolean(doc.store.pendingStructs || doc.store.pendingDs)
})

const commands = {
  reset: ({ count }) => { peers = Array.from({ length: count }, open) },
  edit: ({ peer, seed }) => edit(peers[peer], seed),
  apply: ({ peer, update }) => Y.applyUpdate(peers[peer].doc, bytes(update), 'remote'),
  merge: ({ updates }) => base64(Y.mergeUpdates(updates.map(bytes))),
  vector: ({ peer }) => base64(Y.encodeStateVector(peers[peer].doc)),
  diff: ({ peer, vector }) => base64(Y.encodeStateAsUpdate(peers[peer].doc, bytes(vector))),
  state: ({ peer }) => state(peers[peer]),
  taken: ({ peer }) => peers[peer].out.splice(0)
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  process.stdout.write(JSON.stringify(commands[command.do](command) ?? null) + '\n')
}
