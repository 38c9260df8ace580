import os

import asyncpg
from aiohttp import web


async def pool_of(app):
    app["pool"] = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=1, max_size=10)
    yield
    app["pool"].terminate()


async def times(request):
    train = int(request.match_info["train"])
    async with request.app["pool"].acquire() as connection, connection.transaction():
        rows = await connection.fetch("select n as stop, n * $1::int as minute from generate_series(1, 8) n", train % 50)
    if train < 0:
        raise web.HTTPNotFound()
    return web.json_response({"train": train, "stops": [dict(row) for row in rows]})


async def healthz(request):
    return web.Response(text="ok")


app = web.Application()
app.cleanup_ctx.append(pool_of)
app.router.add_get("/trains/{train}", times)
app.router.add_get("/healthz", healthz)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)
