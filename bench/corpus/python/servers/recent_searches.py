from collections import Counter, deque

from flask import Flask, jsonify

app = Flask(__name__)
recent = deque(maxlen=200)


@app.get("/search/<int:term>")
def search(term):
    hits = [{"title": f"Book {term * 7 + i}", "year": 1950 + (term + i) % 70} for i in range(10)]
    recent.append({"term": term, "hits": hits})
    return jsonify(hits=hits, popular=Counter(entry["term"] % 5 for entry in recent).most_common(3))


@app.get("/healthz")
def healthz():
    return "ok"
