import os
import time
from collections import defaultdict

import uvicorn
from fastapi import FastAPI, Request

app = FastAPI()


class Series:
    def __init__(self):
        self.count = 0
        self.seconds = 0.0

    def add(self, seconds):
        self.count += 1
        self.seconds += seconds


by_path = defaultdict(Series)
by_route = defaultdict(Series)


@app.middleware("http")
async def measure(request: Request, call_next):
    started = time.perf_counter()
    response = await call_next(request)
    seconds = time.perf_counter() - started
    route = request.scope.get("route")
    if route is not None:
        by_route[(request.method, route.path, response.status_code)].add(seconds)
    if request.url.path.startswith("/items/"):
        by_path[(request.method, request.url.path)].add(seconds)
    return response


@app.get("/items/{item}")
async def item(item: int):
    return {"item": item}


@app.get("/offers/{offer}")
async def offer(offer: int):
    return {"offer": offer}


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
