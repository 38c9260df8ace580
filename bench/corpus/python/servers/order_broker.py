import asyncio
import os

import uvicorn
from fastapi import FastAPI

app = FastAPI()
running = set()
confirmations = {}


async def wait_for_confirmation(order_id, item):
    confirmed = asyncio.get_running_loop().create_future()
    confirmations[order_id] = confirmed
    try:
        await confirmed
        return {"order": order_id, "item": item, "state": "confirmed"}
    finally:
        confirmations.pop(order_id, None)


def in_background(coroutine):
    task = asyncio.create_task(coroutine)
    running.add(task)
    task.add_done_callback(running.discard)
    return task


@app.post("/orders/{order_id}", status_code=202)
async def create_order(order_id: int):
    in_background(wait_for_confirmation(order_id, "lamp"))
    return {"order": order_id, "state": "placed"}


@app.post("/orders/{order_id}/confirm")
async def confirm_order(order_id: int):
    confirmed = confirmations.get(order_id)
    if confirmed is not None and not confirmed.done():
        confirmed.set_result(True)
    return {"order": order_id, "state": "confirmed"}


@app.get("/healthz")
async def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
