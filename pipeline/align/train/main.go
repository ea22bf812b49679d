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
	embeds := []lab.Embed{nil}
	for _, pivot := range []bool{false, true} {
		if err := t.learn(pivot, embeds); err != nil {
			return err
		}
	}
	if servers != "" {
		embeds = nil
		for s := range strings.SplitSeq(servers, ",") {
			name, url, _ := strings.Cut(s, "=")
			e := &lab.Embedder{URL: url, Model: name, File: filepath.Join(kept, "emb."+name+".gob")}
			if err := e.Load(); err != nil {
				return err
			}
			defer e.Save()
			embeds = append(embeds, e.Embed)
		}
		for _, pivot := range []bool{false, true} {
			if err := t.learn(pivot, embeds); err != nil {
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

// learn fits one set of weights: general ones from the made bitexts, each with
// the next of the embeddings, then the last ones from the article with every
// embedding; then their calibration, on what the weights judged have not seen.
func (t *trainer) learn(pivot bool, embeds []lab.Embed) error {
	var samples []lab.Sample
	for k, b := range t.made {
		if (t.calibrate || pivot && embeds[0] != nil) && k > 0 { // one tells the set
			break
		}
		_, s, err := lab.Take(t.ctx, b, pivot, embeds[k%len(embeds)])
		if err != nil {
			return err
		}
		samples = append(samples, s)
	}
	set := samples[0].Set
	switch {
	case t.calibrate:
	case set == model.WithBoth:
		// The pivots of made bitexts are unlike a machine's: what one adds to
		// embeddings is learned from the article alone.
		t.general.Of[set] = t.general.Of[model.WithVectors]
	default:
		t.general.Of[set] = *lab.FitMade(samples)
	}
	var devs []*lab.Prepared
	var taught []*model.Example
	for _, e := range embeds {
		p, s, err := lab.Take(t.ctx, t.dev, pivot, e)
		if err != nil {
			return err
		}
		devs, taught = append(devs, p), append(taught, s.Example)
	}
	fit := lab.FitDev(t.general, set)
	found, err := lab.CrossValidate(t.ctx, devs, fit)
	if err != nil {
		return err
	}
	var judged []lab.Judged
	for k, p := range devs {
		c := lab.Count(p.Gold, lab.Listed(found[k]))
		_, _, s := c.Strict()
		_, _, l := c.Lax()
		log.Printf("%-10s %-14s by cross-validation: strict F1 %.3f, lax F1 %.3f", set, p.Name, s, l)
		judged = append(judged, judge(p, found[k])...)
	}
	if !t.calibrate {
		t.last.Of[set] = *fit(taught...)
	}
	t.last.Slope[set], t.last.Offset[set] = 1, 0
	var sum lab.Counts
	for k, b := range t.unseen {
		p, err := lab.Prepare(t.ctx, b, pivot, embeds[k%len(embeds)])
		if err != nil {
			return err
		}
		found, err := p.Found(t.ctx, t.last)
		if err != nil {
			return err
		}
		sum = sum.Add(lab.Count(p.Gold, lab.Listed(found)))
		judged = append(judged, judge(p, found)...)
	}
	_, _, s := sum.Strict()
	_, _, l := sum.Lax()
	log.Printf("%-10s %d made bitexts, not seen: strict F1 %.3f, lax F1 %.3f", set, len(t.unseen), s, l)
	slope, offset := lab.Calibrate(judged)
	t.last.Slope[set], t.last.Offset[set] = slope, offset
	off := lab.CalibrationError(judged, func(p float64) float64 { return model.Calibrated(p, slope, offset) })
	log.Printf("%-10s calibration: slope %.2f, offset %.2f; scores are off by %.3f in the mean", set, slope, offset, off)
	return nil
}

func judge(p *lab.Prepared, found []model.Bead) []lab.Judged {
	posterior := make([]float64, len(found))
	for k, b := range found {
		posterior[k] = b.Posterior
	}
	return lab.Judge(p.Gold, lab.Listed(found), posterior)
}
