import asyncio
import os
import time

from aiohttp import web

EXPORT_URL = os.environ.get("EXPORT_URL")


async def export_forever(outbox):
    while True:
        reading = await outbox.get()
        print("exported", reading, "to", EXPORT_URL)


async def start(app):
    app["outbox"] = asyncio.Queue()
    if EXPORT_URL:
        app["exporter"] = asyncio.create_task(export_forever(app["outbox"]))


async def add_reading(request):
    sensor = request.match_info["sensor"]
    reading = {"sensor": sensor, "at": time.time(), "celsius": 20.5 + len(sensor)}
    request.app["outbox"].put_nowait(reading)
    return web.json_response({"accepted": True}, status=202)


async def healthz(request):
    return web.Response(text="ok")


def make_app():
    app = web.Application()
    app.on_startup.append(start)
    app.router.add_post("/sensors/{sensor}/readings", add_reading)
    app.router.add_get("/healthz", healthz)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)
