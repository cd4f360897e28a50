// A WebSocket server in Node.js alone: says hello with its very first packet, echoes, and tells over HTTP what it saw.
const http = require('node:http');
const crypto = require('node:crypto');

const seen = { closes: [], flood: 'none', written: 0 };
const server = http.createServer((request, response) => {
    response.setHeader('Content-Type', request.url === '/seen' ? 'application/json' : 'text/html');
    response.end(request.url === '/seen' ? JSON.stringify(seen) : '<title>Sockets</title>');
});

function frame(opcode, payload) {
    const length = payload.length;
    const head = length < 126 ? Buffer.from([0x80 | opcode, length]) : Buffer.alloc(length < 65536 ? 4 : 10);
    if (length >= 126) {
        head[0] = 0x80 | opcode;
        head[1] = length < 65536 ? 126 : 127;
        length < 65536 ? head.writeUInt16BE(length, 2) : head.writeBigUInt64BE(BigInt(length), 2);
    }
    return Buffer.concat([head, payload]);
}

function flood(socket, left) {
    let watch;
    const next = () => {
        clearTimeout(watch);
        while (left > 0) {
            left--;
            seen.written += 1;
            if (!socket.write(frame(2, Buffer.alloc(1 << 20, left)))) {
                watch = setTimeout(() => { seen.flood = 'held up'; }, 1000);
                socket.once('drain', next);
                return;
            }
        }
        seen.flood = 'over';
    };
    next();
}

function hear(socket, opcode, payload) {
    const text = payload.toString();
    const [verb, code, reason] = text.split(' ');
    if (opcode === 8) {
        seen.closes.push(payload.length < 2 ? 'none' : payload.readUInt16BE(0) + ' ' + payload.subarray(2));
        socket.end(frame(8, payload));
    } else if (opcode === 10) {
        socket.write(frame(1, Buffer.from('ponged ' + text)));
    } else if (opcode === 1 && verb === 'close') {
        const why = Buffer.from('..' + reason);
        why.writeUInt16BE(Number(code), 0);
        socket.write(frame(8, why));
    } else if (opcode === 1 && verb === 'vanish') {
        socket.destroy();
    } else if (opcode === 1 && verb === 'large') {
        socket.write(frame(2, Buffer.alloc((4 << 20) + 1)));
    } else if (opcode === 1 && verb === 'ping') {
        socket.write(frame(9, Buffer.from('there?')));
    } else if (opcode === 1 && verb === 'flood') {
        flood(socket, Number(code));
    } else {
        socket.write(frame(opcode, payload));
    }
}

server.on('upgrade', (request, socket, early) => {
    socket.on('error', () => socket.destroy());
    if (request.url.startsWith('/refused')) {
        socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
        return;
    }
    if (request.url.startsWith('/silent')) {
        return;
    }
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/).filter(Boolean);
    const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Accept: ' + crypto.createHash('sha1').update(key).digest('base64')];
    if (offered.length > 0) {
        head.push('Sec-WebSocket-Protocol: ' + offered.at(-1));
    }
    const hello = frame(1, Buffer.from(JSON.stringify({ url: request.url, headers: request.headers })));
    socket.write(Buffer.concat([Buffer.from(head.join('\r\n') + '\r\n\r\n'), hello]));
    let bytes = early;
    const take = () => {
        for (;;) {
            if (bytes.length < 2) return;
            let length = bytes[1] & 0x7f;
            let at = 2;
            if (length === 126) {
                if (bytes.length < 4) return;
                length = bytes.readUInt16BE(2);
                at = 4;
            } else if (length === 127) {
                if (bytes.length < 10) return;
                length = Number(bytes.readBigUInt64BE(2));
                at = 10;
            }
            if (bytes.length < at + 4 + length) return;
            const mask = bytes.subarray(at, at + 4);
            const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length)).map((byte, i) => byte ^ mask[i & 3]);
            const opcode = bytes[0] & 0x0f;
            bytes = bytes.subarray(at + 4 + length);
            hear(socket, opcode, payload);
        }
    };
    take();
    socket.on('data', more => { bytes = Buffer.concat([bytes, more]); take(); });
});
server.listen(5173, '127.0.0.1');
