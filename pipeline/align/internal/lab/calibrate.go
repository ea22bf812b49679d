package lab

import "math"

// Judged is a posterior and whether its bead was right.
type Judged struct {
	Posterior float64
	Right     bool
}

// Judge lists found beads with what the gold says.
func Judge(gold []Bead, found []Bead, posterior []float64) []Judged {
	in := map[string]bool{}
	for _, g := range gold {
		in[key(g)] = true
	}
	out := make([]Judged, len(found))
	for k, f := range found {
		out[k] = Judged{posterior[k], in[key(f)]}
	}
	return out
}

// Calibrate fits slope and offset of a logistic regression from the log odds of
// the posterior to being right (Platt 1999), by Newton's steps, drawn a little
// towards 1 and 0.
func Calibrate(js []Judged) (slope, offset float32) {
	a, b := 1.0, 0.0
	for range 30 {
		const pull = 2.0
		ga, gb := pull*(a-1), pull*b
		haa, hab, hbb := pull, 0.0, pull
		for _, j := range js {
			x := logit(j.Posterior)
			p := 1 / (1 + math.Exp(-a*x-b))
			y := 0.0
			if j.Right {
				y = 1
			}
			ga += (p - y) * x
			gb += p - y
			w := p * (1 - p)
			haa += w * x * x
			hab += w * x
			hbb += w
		}
		det := haa*hbb - hab*hab
		if det <= 1e-9 {
			break
		}
		// Short steps: from far away Newton's would leave for good.
		a -= min(max((hbb*ga-hab*gb)/det, -0.3), 0.3)
		b -= min(max((haa*gb-hab*ga)/det, -0.3), 0.3)
	}
	return float32(a), float32(b)
}

func logit(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}

// CalibrationError is the mean distance of score and truth over ten bins of
// equal size, weighed (expected calibration error).
func CalibrationError(js []Judged, score func(float64) float64) float64 {
	type bin struct{ n, s, r float64 }
	var bins [10]bin
	for _, j := range js {
		s := score(j.Posterior)
		b := &bins[min(int(s*10), 9)]
		b.n++
		b.s += s
		if j.Right {
			b.r++
		}
	}
	var sum, n float64
	for _, b := range bins {
		sum += math.Abs(b.s - b.r)
		n += b.n
	}
	if n == 0 {
		return 0
	}
	return sum / n
}
