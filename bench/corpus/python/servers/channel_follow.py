import os
import secrets

import redis
import uvicorn
from fastapi import FastAPI

app = FastAPI()
store = redis.Redis.from_url(os.environ["REDIS_URL"])
followers = {}


@app.post("/channels/{channel}/follow")
def follow(channel: str):
    subscription = store.pubsub(ignore_subscribe_messages=True)
    subscription.subscribe(f"channel:{channel}")
    token = secrets.token_hex(8)
    followers[token] = subscription
    return {"channel": channel, "token": token}


@app.get("/followers/{token}/message")
def next_message(token: str):
    message = followers[token].get_message(timeout=1)
    return {"message": message and message["data"].decode()}


@app.delete("/followers/{token}")
def unfollow(token: str):
    followers.pop(token).unsubscribe()
    return {"following": False}


@app.post("/channels/{channel}/messages")
def publish(channel: str):
    return {"receivers": store.publish(f"channel:{channel}", "hello")}


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
