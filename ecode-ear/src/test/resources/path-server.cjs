// A server that knows nothing of where its pages are seen: a page with all that pages ask for, a sign-in by a cookie, an
// echoing WebSocket, and answers that would reach beyond the preview.
const http = require('node:http');
const crypto = require('node:crypto');
const port = Number(process.argv[2]);
// Where one is given, all addresses are absolute and below it.
const base = process.argv[3] ?? '';
const root = base && base + '/';

const page = `<!doctype html><html lang="en"><head><title>Plain</title><link rel="stylesheet" href="${root}style.css"></head>
<body><h1>Plain ${port}</h1><script type="module" src="${root || './'}main.js"></script><script>console.warn('seen');</script>
<form method="post" action="${root}login"><button>Sign in</button></form><a href="next?page=2">Next</a></body></html>`;

const files = {
    '/': ['text/html', page],
    '/next?page=2': ['text/html', page.replace('Plain</title>', 'Next</title>')],
    '/style.css': ['text/css', 'h1 { color: rgb(1, 2, 3) }'],
    '/main.js': ['text/javascript', "import { word } from '" + (root || './') + "word.js'; document.body.dataset.module = word;"],
    '/word.js': ['text/javascript', "export const word = 'loaded';"],
};

const server = http.createServer((request, response) => {
    response.setHeader('Set-Cookie', ['ecode_session=forged; Path=/', 'ecode_preview=forged; Path=/', 'seen=1; Path=/']);
    response.setHeader('Clear-Site-Data', '"cookies", "storage"');
    response.setHeader('Content-Security-Policy', 'sandbox allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin');
    response.setHeader('Service-Worker-Allowed', '/');
    if (base && !request.url.startsWith(root)) {
        response.writeHead(404).end();
        return;
    }
    const url = request.url.slice(base.length);
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
        if (url === '/login') {
            response.setHeader('Set-Cookie', 'session=of-the-page; Path=/; HttpOnly');
            response.writeHead(303, { Location: base + '/welcome' }).end();
        } else if (url === '/worker.js') {
            response.setHeader('Content-Type', 'text/javascript');
            response.end('');
        } else if (files[url]) {
            response.setHeader('Content-Type', files[url][0]);
            response.end(files[url][1]);
        } else {
            response.statusCode = url === '/missing' ? 404 : 200;
            response.setHeader('Content-Type', url === '/welcome' ? 'text/html' : 'application/json');
            response.setHeader('X-Total', '7');
            response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers,
                body: Buffer.concat(parts).toString() }));
        }
    });
});

server.on('upgrade', (request, socket) => {
    const accept = crypto.createHash('sha1')
        .update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
    socket.on('error', () => {});
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
        + `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
    const text = Buffer.from(`${request.url} from ${request.headers.origin} with ${request.headers.cookie}`);
    socket.write(Buffer.concat([Buffer.from([0x81, 126, text.length >> 8, text.length & 0xff]), text]));
});

server.listen(port, '127.0.0.1');
