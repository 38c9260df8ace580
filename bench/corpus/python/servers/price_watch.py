import asyncio
import os

from aiohttp import web

watchers = {}
running = set()


async def watch(symbol, number):
    changed = asyncio.get_running_loop().create_future()
    watchers[symbol, number] = changed
    try:
        await asyncio.wait_for(changed, 1.5)
    except asyncio.TimeoutError:
        pass
    finally:
        del watchers[symbol, number]


async def start_watch(request):
    key = request.match_info["symbol"], int(request.match_info["number"])
    if key not in watchers:
        task = asyncio.create_task(watch(*key))
        running.add(task)
        task.add_done_callback(running.discard)
    return web.json_response({"watching": key[0]}, status=202)


async def healthz(request):
    return web.Response(text="ok")


app = web.Application()
app.router.add_post("/prices/{symbol}/watch/{number}", start_watch)
app.router.add_get("/healthz", healthz)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)
