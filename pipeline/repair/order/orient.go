package order

import (
	"math"
	"slices"
	"strings"
)

// orient finds where the producer painted styled phrases: it reads some marked
// lines both ways and takes the way that reads better on the whole. Unknown
// where no line is damaged for certain, and where a smaller share of the marked
// ones moves in some reading while they do not say clearly which way round they
// are. For phrases at the end of a block it is of no use.
func (r *reader) orient(s *sample, share float64) Producer {
	if len(s.blocks) == 0 {
		return Unknown
	}
	r.sampling, r.orienting = true, true
	defer func() { r.sampling, r.orienting = false, false }()
	if s.plain == 0 && !s.holes {
		share = max(share, harmful) // a producer leaves other marks, too
	}
	// What each line gains by being read one way, as against the other: a line
	// that fits neither must not outweigh many that are clear.
	sum, moved, read := 0.0, 0.0, 0.0
	for i := range s.blocks {
		lines := s.linesOf(r, i)
		var gain [2][]float64
		for k, p := range [2]Producer{Last, First} {
			r.producer, r.w = p, r.scorers.of(either)
			r.solve(lines)
			for _, l := range lines {
				same := 1.0
				if l.marks > 0 && len(l.readings) > 1 {
					same = max(l.readings[0].post, 1e-9)
				}
				moved += (1 - same) / 2
				read += float64(one(l.marks > 0)) / 2
				gain[k] = append(gain[k], -math.Log(same))
			}
		}
		for n, last := range gain[0] {
			if x := gain[1][n] - last; math.Abs(x) > tells {
				sum += handicap + max(-mostOfALine, min(mostOfALine, x))
			}
		}
		if math.Abs(sum) > decided || i >= s.plain && (read > few || read > fewest && moved < share/4*read) {
			break
		}
	}
	r.unclear = math.Abs(sum) < tellsWay
	switch {
	case moved < 0.5, moved < share*read && math.Abs(sum) < tellsWay:
		return Unknown
	case sum > 0:
		return First
	}
	return Last
}

const (
	mostOfALine = 4.0    // nats
	harmless    = 1. / 6 // of the marked lines: fewer move of a sound text, by long words that seem to be two
	harmful     = 1. / 3 // as many move where other lines have sound holes
	tellsWay    = 5      // nats: less says nothing where they are so few
	few         = 12     // marked lines that are read, if words that may be two are their only marks
	fewest      = 5      // the same, if next to none of them moves
	tells       = 0.3    // a line says which way it is: the least difference
	decided     = 20     // nats of all lines together: more of them change nothing
	handicap    = 0.1    // of each such line for First: Last is plainer to see where it is right
)

// enough marked lines tell what a producer does.
const enough = 96

// farEnough is how many lines are looked at for them; nearEnough, where none
// shows a hole.
const (
	farEnough  = 5000
	nearEnough = 400
)

// sample is blocks with marked lines, which are read several times.
type sample struct {
	text   string
	blocks []Block
	lines  [][]*line // of each; nil where they are void
	marked int
	holes  bool // they show them at a glance
	plain  int  // blocks, the first ones, that bear more than words that may be two
}

// linesOf are the lines of a block, made ready once.
func (s *sample) linesOf(r *reader, block int) []*line {
	if s.lines[block] == nil {
		s.lines[block] = r.prepare(s.text, &s.blocks[block])
	}
	return s.lines[block]
}

// plainFirst puts those blocks first that bear more than words that may be two:
// where these say nothing the others need not be read.
func (s *sample) plainFirst(r *reader) *sample {
	out := &sample{text: s.text, marked: s.marked}
	for _, plain := range [2]bool{true, false} {
		for i := range s.blocks {
			lines := s.linesOf(r, i)
			if slices.ContainsFunc(lines, func(l *line) bool { return l.marks > l.weak }) == plain {
				out.blocks, out.lines = append(out.blocks, s.blocks[i]), append(out.lines, lines)
			}
		}
		if plain {
			out.plain = len(out.blocks)
		}
	}
	return out
}

// sample takes blocks with marked lines until there are enough of them: those
// that show a hole at a glance, or any where none does.
func (r *reader) sample(text string, blocks []Block) *sample {
	shows := func(b *Block) bool {
		for _, l := range b.Lines {
			s := text[l.From:l.To]
			if body := strings.TrimLeft(s, " "); r.item(body) {
				s = body[2:]
			}
			if holed(s, r.gapped) || len(s) > 1 && (s[0] == ' ' && s[1] != ' ' && r.margin != 1 || s[len(s)-1] == ' ' && !r.trails) {
				return true
			}
		}
		return false
	}
	out := r.take(text, blocks, farEnough, shows)
	if out.marked == 0 {
		return r.anywhere(text, blocks)
	}
	out = out.plainFirst(r)
	out.holes = true
	return out
}

// anywhere takes blocks with marked lines whether holes show in them or not.
func (r *reader) anywhere(text string, blocks []Block) *sample {
	defer func() { r.unhurt = false }()
	return r.take(text, blocks, nearEnough, nil).plainFirst(r)
}

// stretch is how many lines of a block are taken at a time: a long block tells
// as much as many short ones.
const stretch = 12

// take looks at so many lines at most for marked ones, in the stretches that are
// worth it, or in all. There words that may be two are looked for only until a few
// lines are found: orient reads no more of them.
func (r *reader) take(text string, blocks []Block, most int, worth func(*Block) bool) *sample {
	out, lines, weak := &sample{text: text}, 0, 0
	for i := range blocks {
		for part := range slices.Chunk(blocks[i].Lines, stretch) {
			if out.marked >= enough || lines > most {
				return out
			}
			lines += len(part)
			b := Block{Lines: part}
			if worth != nil && !worth(&b) {
				continue
			}
			r.unhurt = worth == nil && weak > few
			marked, ready := 0, r.prepare(text, &b)
			for _, l := range ready {
				if l.marks > 0 && !l.unread {
					marked++
					weak += one(l.marks == l.weak)
				}
			}
			if marked > 0 {
				out.blocks, out.lines = append(out.blocks, b), append(out.lines, ready)
				out.marked += marked
			}
			if r.s.Size() > 30_000 {
				r.reset()
				clear(out.lines)
			}
		}
	}
	return out
}
