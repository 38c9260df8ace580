import asyncio
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
booked = {}
locks = {}


def lock_for(seat):
    lock = locks.get(seat)
    if lock is None:
        lock = locks[seat] = asyncio.Lock()
    return lock


@app.post("/shows/{show}/seats/{seat}")
async def book(show: str, seat: int):
    async with lock_for((show, seat)):
        await asyncio.sleep(0)
        booked[show] = booked.get(show, 0) + 1
        return {"show": show, "seat": seat, "booked": booked[show]}


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
