"""Other splitters over the same paragraphs, for bench: pip install pysbd sentencex nltk.

Reads [{lang, paragraphs}] as JSON, writes {name: [[[ends]]]}: ends of sentences
but the last, counted in characters that are no white space. Punkt's models are
not on the package index: they are trained here, without supervision, by NLTK's
own trainer on the paragraphs of the same language (of all sets), as its paper
does; its published models are of the same kind.
"""
import json
import sys


def ends(sentences):
    out, n = [], 0
    for s in sentences[:-1]:
        n += len("".join(s.split()))
        out.append(n)
    return out


def with_pysbd(jobs):
    import pysbd
    from pysbd.languages import LANGUAGE_CODES
    for job in jobs:
        if job["lang"] not in LANGUAGE_CODES:
            yield None
            continue
        seg = pysbd.Segmenter(language=job["lang"], clean=False)
        yield [ends([s for s in seg.segment(p) if s.strip()]) for p in job["paragraphs"]]


def with_sentencex(jobs):
    from sentencex import segment
    for job in jobs:
        yield [ends([s for s in segment(job["lang"], p) if s.strip()]) for p in job["paragraphs"]]


def with_punkt(jobs):
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer
    models = {}
    for job in jobs:
        lang = job["lang"]
        if lang not in models:
            trainer = PunktTrainer()
            for other in jobs:
                if other["lang"] == lang:
                    trainer.train("\n\n".join(other["paragraphs"]), finalize=False)
            trainer.finalize_training()
            models[lang] = PunktSentenceTokenizer(trainer.get_params())
        yield [ends(models[lang].tokenize(p)) for p in job["paragraphs"]]


def main():
    jobs = json.load(sys.stdin)
    answer = {}
    for name, run in (("pysbd", with_pysbd), ("sentencex", with_sentencex), ("punkt", with_punkt)):
        try:
            answer[name] = list(run(jobs))
        except ImportError as err:
            print("without", name + ":", err, file=sys.stderr)
    json.dump(answer, sys.stdout)


main()
