import json
import os
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

streams = {}


def pack(day, line):
    stream = streams.get(day)
    if stream is None:
        stream = streams[day] = zlib.compressobj(6)
    packed = stream.compress(line.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)
    return len(packed)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_POST(self):
        day = self.path.rpartition("/")[2]
        self.answer(202, {"bytes": pack(day, f"{day} GET /orders 200 12 ms")})

    def do_GET(self):
        self.answer(200, "ok")

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 64


if __name__ == "__main__":
    Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
