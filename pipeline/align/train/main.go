// Train learns the weights of the aligner from the data folder's development
// article and from bitexts made of its parallel texts, and writes
// internal/model/weights.tsv.
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
	vectored := flag.Int("vectored", 3, "made bitexts that are embedded, each by every server")
	flag.Parse()
	if err := train(context.Background(), *shared, *out, *servers, *kept, *vectored); err != nil {
		log.Fatal(err)
	}
}

// embed is how a model is asked; nil without embeddings.
type embed = func(context.Context, []string) ([][]float32, error)

func train(ctx context.Context, shared, out, servers, kept string, vectored int) error {
	w, err := model.Learned()
	if err != nil {
		return err
	}
	dev, err := lab.ReadDev(filepath.Join(shared, "data", "textberg-dev"))
	if err != nil {
		return err
	}
	bitexts, err := lab.Collect(shared, lab.TrainSets, lab.MadeBitexts, lab.MadeUnits, lab.MadeSeed)
	if err != nil {
		return err
	}
	others, err := lab.Collect(shared, lab.TrainSets, lab.MadeBitexts/3, lab.MadeUnits, lab.MadeSeed+1)
	if err != nil {
		return err
	}
	var general [2]*[model.Features]float32
	for k, pivot := range []bool{false, true} {
		if general[k], err = lab.General(ctx, bitexts, pivot); err != nil {
			return err
		}
		if err := learn(ctx, w, dev, others, pivot, []embed{nil}, general[k]); err != nil {
			return err
		}
	}
	if servers != "" {
		var embeds []embed
		for s := range strings.SplitSeq(servers, ",") {
			name, url, _ := strings.Cut(s, "=")
			e := &lab.Embedder{URL: url, Model: name, File: filepath.Join(kept, "emb."+name+".gob")}
			if err := e.Load(); err != nil {
				return err
			}
			defer e.Save()
			embeds = append(embeds, e.Embed)
		}
		small, err := lab.Collect(shared, lab.TrainSets, 14, 110, 7)
		if err != nil {
			return err
		}
		for k, pivot := range []bool{false, true} {
			if err := learn(ctx, w, dev, small[:vectored], pivot, embeds, general[k]); err != nil {
				return err
			}
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := model.WriteWeights(f, w); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// learn fits one set of weights, and its calibration on what the weights have
// not seen. With embeddings, of which there are few made bitexts, those teach
// together with the article.
func learn(ctx context.Context, w *model.Weights, dev *lab.Bitext, others []*lab.Bitext, pivot bool, embeds []embed, general *[model.Features]float32) error {
	var taught []*model.Example
	var devs, rest []*lab.Prepared
	for _, e := range embeds {
		p, s, err := lab.Take(ctx, dev, pivot, e)
		if err != nil {
			return err
		}
		devs, taught = append(devs, p), append(taught, s.Example)
		for _, b := range others {
			p, s, err := lab.Take(ctx, b, pivot, e)
			if err != nil {
				return err
			}
			rest = append(rest, p)
			if e != nil {
				taught = append(taught, s.Example)
			}
		}
	}
	set := taught[0].Set
	fit := lab.FitDev(general)
	w.Of[set] = *fit(taught...)
	w.Slope[set], w.Offset[set] = 1, 0
	var judged []lab.Judged
	for _, p := range devs {
		found, err := p.CrossValidate(ctx, fit)
		if err != nil {
			return err
		}
		c := lab.Count(p.Gold, lab.Listed(found))
		_, _, s := c.Strict()
		_, _, l := c.Lax()
		log.Printf("%-10s %-14s by cross-validation: strict F1 %.3f, lax F1 %.3f", set, p.Name, s, l)
		judged = append(judged, judge(p, found)...)
	}
	for _, p := range rest {
		found, err := p.Found(ctx, w)
		if err != nil {
			return err
		}
		judged = append(judged, judge(p, found)...)
	}
	w.Slope[set], w.Offset[set] = lab.Calibrate(judged)
	log.Printf("%-10s calibration: slope %.2f, offset %.2f", set, w.Slope[set], w.Offset[set])
	return nil
}

func judge(p *lab.Prepared, found []model.Bead) []lab.Judged {
	posterior := make([]float64, len(found))
	for k, b := range found {
		posterior[k] = b.Posterior
	}
	return lab.Judge(p.Gold, lab.Listed(found), posterior)
}
