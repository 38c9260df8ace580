import json
import logging
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

log = logging.getLogger("billing.client")
log.setLevel(logging.WARNING)


class BillingClient:
    def __init__(self, key, logger=None):
        self.key = key
        self.log = logger or self.quiet_logger()

    @staticmethod
    def quiet_logger():
        quiet = logging.getLogger("billing.client.quiet")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False
        return quiet

    def invoice(self, number):
        self.log.debug("reading invoice %s", number)
        return {"number": number, "amount": 1999 + number % 7, "paid": number % 2 == 0}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536

    def do_GET(self):
        if self.path == "/healthz":
            return self.answer(200, "ok")
        if self.path.startswith("/invoices/"):
            client = BillingClient("key-1")
            return self.answer(200, client.invoice(int(self.path.rpartition("/")[2])))
        return self.answer(404, "not found")

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 64


if __name__ == "__main__":
    Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
