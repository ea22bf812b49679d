// Train learns the weights of the aligner from the data folder's development
// article and from bitexts made of its parallel texts, and writes
// internal/model/weights.tsv, and internal/lab/general.tsv, which has not seen
// the article.
//
//	go run ./pipeline/align/train -shared ../shared
//	go run ./pipeline/align/train -shared ../shared -embeddings e5=http://127.0.0.1:8099/v1,use=http://127.0.0.1:8098/v1
//
// Without -embeddings the weights of the two sets that need them stay as they
// are. Servers for the experiment: bench/embeddings.py.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/recto/recto/pipeline/align/internal/lab"
	"github.com/recto/recto/pipeline/align/internal/model"
)

func main() {
	log.SetFlags(0)
	shared := flag.String("shared", "../shared", "folder that holds data/")
	out := flag.String("o", "pipeline/align/internal/model/weights.tsv", "where the weights go")
	servers := flag.String("embeddings", "", "name=URL,… of OpenAI-compatible servers")
	kept := flag.String("kept", os.TempDir(), "folder where embeddings are kept between runs")
	general := flag.String("general", "pipeline/align/internal/lab/general.tsv", "where the weights of made bitexts alone go")
	again := flag.Bool("calibrate", false, "keep the weights as they are, fit their calibration anew")
	flag.Parse()
	if err := train(context.Background(), *shared, *out, *general, *servers, *kept, *again); err != nil {
		log.Fatal(err)
	}
}

// trainer holds what all sets of weights are learned from.
type trainer struct {
	ctx           context.Context
	dev           *lab.Bitext
	made, unseen  []*lab.Bitext // to learn from, and to calibrate on
	tangled       []*lab.Bitext // the unseen ones with more to join, to measure on alone
	general, last *model.Weights
	calibrate     bool // only
}

func train(ctx context.Context, shared, out, general, servers, kept string, calibrate bool) error {
	t := &trainer{ctx: ctx, calibrate: calibrate}
	var err error
	if t.last, err = model.Learned(); err != nil {
		return err
	}
	if t.general, err = lab.General(); err != nil {
		return err
	}
	if t.dev, err = lab.ReadDev(filepath.Join(shared, "data", "textberg-dev")); err != nil {
		return err
	}
	if t.made, err = lab.Collect(shared, lab.TrainSets, lab.MadeBitexts, lab.MadeUnits, lab.MadeSeed); err != nil {
		return err
	}
	if t.unseen, err = lab.Collect(shared, lab.TrainSets, lab.MadeBitexts/5, lab.MadeUnits, lab.MadeSeed+1); err != nil {
		return err
	}
	t.made = lab.EntangleAll(t.made, lab.TangleSeed)
	t.tangled = lab.EntangleAll(t.unseen, lab.TangleSeed+100)
	models := []embedding{{}}
	for _, set := range []model.Set{model.TextOnly, model.WithPivot} {
		if err := t.learn(set, models); err != nil {
			return err
		}
	}
	if servers != "" {
		models = nil
		for s := range strings.SplitSeq(servers, ",") {
			name, url, _ := strings.Cut(s, "=")
			e := &lab.Embedder{URL: url, Model: name, File: filepath.Join(kept, "emb."+name+".gob")}
			if err := e.Load(); err != nil {
				return err
			}
			defer e.Save()
			models = append(models, embedding{name, e.Embed})
		}
		for _, set := range []model.Set{model.WithVectors, model.WithBoth} {
			if err := t.learn(set, models); err != nil {
				return err
			}
		}
	}
	if err := write(general, t.general); err != nil {
		return err
	}
	return write(out, t.last)
}

func write(name string, w *model.Weights) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := model.WriteWeights(f, w); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// embedding is a model that gives vectors; without a name, none.
type embedding struct {
	name  string
	embed lab.Embed
}

// learn fits one set of weights: general ones from the made bitexts, each with
// the next of the models, then the last ones from the article with every model;
// then their calibration, on what the weights judged have not seen.
func (t *trainer) learn(set model.Set, models []embedding) error {
	pivot := set&model.WithPivot != 0
	switch {
	case t.calibrate:
	case set == model.WithBoth:
		t.general.Of[set] = *lab.Both(t.general)
	default:
		var samples []lab.Sample
		for k, b := range t.made {
			_, s, err := lab.Take(t.ctx, b, pivot, models[k%len(models)].embed)
			if err != nil {
				return err
			}
			samples = append(samples, s)
		}
		t.general.Of[set] = *lab.FitMade(t.general, set, samples)
	}
	var devs []*lab.Prepared
	var taught []*model.Example
	for _, m := range models {
		p, s, err := lab.Take(t.ctx, t.dev, pivot, m.embed)
		if err != nil {
			return err
		}
		devs, taught = append(devs, p), append(taught, s.Example)
	}
	found, err := lab.CrossValidate(t.ctx, devs, t.general, set)
	if err != nil {
		return err
	}
	var judged []lab.Judged
	for k, p := range devs {
		said(set, models[k], "article, by cross-validation", lab.Count(p.Gold, lab.Listed(found[k])))
		judged = append(judged, judge(p, found[k])...)
	}
	if !t.calibrate {
		t.last.Of[set] = *lab.FitDev(t.general, set, taught...)
	}
	t.last.Slope[set], t.last.Offset[set] = 1, 0
	for _, m := range models {
		for _, of := range []struct {
			name   string
			made   []*lab.Bitext
			judged bool
		}{{"made bitexts, not seen", t.unseen, true}, {"of them with more to join", t.tangled, false}} {
			var sum lab.Counts
			for _, b := range of.made {
				p, err := lab.Prepare(t.ctx, b, pivot, m.embed)
				if err != nil {
					return err
				}
				found, err := p.Found(t.ctx, t.last)
				if err != nil {
					return err
				}
				sum = sum.Add(lab.Count(p.Gold, lab.Listed(found)))
				if of.judged {
					judged = append(judged, judge(p, found)...)
				}
			}
			said(set, m, fmt.Sprint(len(of.made), " ", of.name), sum)
		}
	}
	slope, offset := lab.Calibrate(judged)
	t.last.Slope[set], t.last.Offset[set] = slope, offset
	off := lab.CalibrationError(judged, func(p float64) float64 { return model.Calibrated(p, slope, offset) })
	log.Printf("%-10s calibration: slope %.2f, offset %.2f; scores are off by %.3f in the mean", set, slope, offset, off)
	return nil
}

func said(set model.Set, m embedding, of string, c lab.Counts) {
	_, _, s := c.Strict()
	_, _, l := c.Lax()
	log.Printf("%-10s %-4s %-30s strict F1 %.3f, lax F1 %.3f", set, m.name, of, s, l)
}

func judge(p *lab.Prepared, found []model.Bead) []lab.Judged {
	posterior := make([]float64, len(found))
	for k, b := range found {
		posterior[k] = b.Posterior
	}
	return lab.Judge(p.Gold, lab.Listed(found), posterior)
}
