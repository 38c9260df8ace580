import os

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
engine = create_engine(url, pool_size=10, max_overflow=10, pool_timeout=2)
Session = sessionmaker(engine)
Base = declarative_base()


class Draft(Base):
    __tablename__ = "drafts"
    id = Column(Integer, primary_key=True)
    text = Column(String)


Base.metadata.create_all(engine)
app = FastAPI()
open_sessions = {}


@app.put("/drafts/{number}")
def write_draft(number: int):
    session = open_sessions.setdefault(number, Session())
    draft = Draft(text=f"draft {number}")
    session.add(draft)
    session.flush()
    return {"draft": number, "row": draft.id}


@app.post("/drafts/{number}/publish")
def publish_draft(number: int):
    session = open_sessions.pop(number, None)
    if session is not None:
        session.commit()
        session.close()
    return {"draft": number, "published": session is not None}


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
