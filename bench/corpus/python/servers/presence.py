import asyncio
import contextvars
import os
import uuid

from aiohttp import web

FIRST_BEAT_SECONDS = 5
BEAT_SECONDS = 15
session = contextvars.ContextVar("session", default=None)
beats = 0


class Session:
    def __init__(self, user):
        self.user = user
        self.id = uuid.uuid4().hex
        self.seen = [user]


def beat():
    global beats
    beats += 1
    asyncio.get_running_loop().call_later(BEAT_SECONDS, beat)


async def check_in(request):
    user = request.match_info["user"]
    session.set(Session(user))
    asyncio.get_running_loop().call_later(FIRST_BEAT_SECONDS, beat)
    return web.json_response({"user": user, "session": session.get().id})


async def healthz(request):
    return web.Response(text="ok")


app = web.Application()
app.router.add_post("/users/{user}/presence", check_in)
app.router.add_get("/healthz", healthz)

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None, access_log=None)
