package order

import "github.com/recto/recto/pipeline/repair/lm"

// Orient finds where the producer painted styled phrases: it reads some marked
// lines both ways and takes the way that reads better on the whole. Unknown
// where no line is damaged for certain. For phrases at the end of a block it is
// of no use.
func Orient(text string, blocks []Block, m *lm.Model) Producer {
	if m == nil {
		m = &lm.Model{}
	}
	r := newReader(m, Last, &weights)
	r.learn(text, blocks)
	sample, marked := r.sample(text, blocks)
	if marked == 0 {
		return Unknown
	}
	score := map[Producer]float64{}
	moved := 0.0
	for _, p := range []Producer{Last, First} {
		r.producer = p
		for i := range sample {
			lines := r.prepare(text, &sample[i])
			r.solve(lines)
			for _, l := range lines {
				if len(l.readings) < 2 {
					continue
				}
				scores := make([]float64, len(l.readings))
				same := 0.0
				for k, c := range l.readings {
					scores[k] = c.score
					if len(c.runs) == 1 {
						same = c.post
					}
				}
				// The line as it came scores the same both ways: the sum over
				// all readings says which way explains the line better.
				score[p] += logSum(scores) - l.readings[0].score
				moved += 1 - same
			}
		}
	}
	if moved < 0.5 {
		return Unknown
	}
	if score[First] > score[Last] {
		return First
	}
	return Last
}

// enough marked lines tell what a producer does.
const enough = 80

// farEnough is how many lines are looked at for them.
const farEnough = 5000

// sample takes blocks with marked lines until there are enough of them.
func (r *reader) sample(text string, blocks []Block) ([]Block, int) {
	var out []Block
	n, lines := 0, 0
	for i := range blocks {
		marked := 0
		lines += len(blocks[i].Lines)
		for _, l := range r.prepare(text, &blocks[i]) {
			if l.marks > 0 && !l.tooWide {
				marked++
			}
		}
		if marked > 0 {
			out = append(out, blocks[i])
		}
		if n += marked; n >= enough || lines > farEnough {
			break
		}
		if r.s.Size() > 30_000 {
			r.reset()
		}
	}
	return out, n
}
