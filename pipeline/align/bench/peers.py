"""Other aligners over the same bitexts, for bench: pip install nltk galechurch
pypi-bleualign sentalign (Vecalign's search, which needs --embeddings too).

Reads [{name, source, target, pivot}] as JSON, writes {aligner: [[beads]]}, a bead
as [[source], [target]]; null where an aligner had nothing to work with. What is
not installed is left out, with a word on standard error.
"""
import contextlib
import io
import json
import sys
import urllib.request


def nltk_gale_church(job, embed):
    from nltk.translate import gale_church
    gale_church.MAX_ALIGN_BLOCKS = 1 << 20
    links = gale_church.align_blocks([len(s) for s in job["source"]], [len(t) for t in job["target"]])
    beads = []  # it gives links: those that share a sentence are one bead
    for i, j in links:
        if beads and (i in beads[-1][0] or j in beads[-1][1]):
            beads[-1][0].add(i)
            beads[-1][1].add(j)
        else:
            beads.append(({i}, {j}))
    return [[sorted(s), sorted(t)] for s, t in beads]


def gale_church(job, embed):
    import galechurch
    beads = galechurch.align(job["source"], job["target"]).beads
    return [[list(range(b.source_start, b.source_end)), list(range(b.target_start, b.target_end))] for b in beads]


def bleualign(job, embed):
    from bleualign import align
    if not job.get("pivot"):
        return None
    align.multiprocessing_enabled = 0
    # A line of nothing would end its article.
    full = lambda lines: [" ".join(l.split()) or "-" for l in lines]
    a = align.Aligner({"srcfile": full(job["source"]), "targetfile": full(job["target"]),
                       "srctotarget": [full(job["pivot"])], "verbosity": 0})
    with contextlib.redirect_stdout(io.StringIO()):
        a.mainloop()
    return [[list(b[0][0]), list(b[0][1])] for b in a.multialign]


def vecalign(job, embed):
    import sentalign
    if embed is None:
        return None
    found = sentalign.sentalign(job["source"], job["target"], embed).alignments
    return [[list(a.src_indices), list(a.tgt_indices)] for a in found]


def embedder(url):
    """Asks an OpenAI-compatible server; every text once."""
    known = {}

    def embed(texts):
        new = sorted({t for t in texts if t not in known})
        for k in range(0, len(new), 64):
            body = json.dumps({"model": "bench", "input": new[k:k + 64]}).encode()
            request = urllib.request.Request(url + "/embeddings", body, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=300) as answer:
                for d in json.load(answer)["data"]:
                    known[new[k + d["index"]]] = d["embedding"]
        return [known[t] for t in texts]
    return embed


def main():
    jobs = json.load(sys.stdin)
    embed = embedder(sys.argv[1]) if len(sys.argv) > 1 else None
    out = {}
    for name, aligner in [("Gale and Church, NLTK", nltk_gale_church), ("Gale and Church, galechurch", gale_church),
                          ("Bleualign, pivot", bleualign), ("Vecalign (sentalign), embeddings", vecalign)]:
        try:
            out[name] = [aligner(job, embed) for job in jobs]
        except (ImportError, OSError) as e:  # not installed; no server
            print(f"{name} left out: {e}", file=sys.stderr)
            continue
        if not any(out[name]):
            print(f"{name} left out: nothing to work with", file=sys.stderr)
            del out[name]
    json.dump(out, sys.stdout)


main()
