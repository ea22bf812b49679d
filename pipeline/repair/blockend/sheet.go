package blockend

import "github.com/recto/recto/pipeline/repair/lm"

// sheet is one page as a sequence of tokens.
type sheet struct {
	*ragged
	toks  []lm.Token // From and To in the text
	nums  []int32
	met   []bool    // a phrase may begin with the token, though no space stands before it
	first []int     // the first token of each line, and the end
	wide  []float64 // its line up to each token's end, in mean letters
}

// newSheet takes a page whose tails begin with line low, or later.
func newSheet(r *ragged, low int) *sheet {
	p := &sheet{ragged: r, first: make([]int, 0, len(r.lines)+1)}
	for k, l := range r.lines {
		p.first = append(p.first, len(p.toks))
		from, done, wide := len(p.toks), l.From, 0.0
		p.toks = lm.Tokens(p.toks, p.text[l.From:l.To])
		if p.uncut && k >= low {
			tokens, met := apart(r.s.model, p.text[l.From:l.To], p.toks[from:])
			p.toks, p.met = append(p.toks[:from], tokens...), append(p.met, met...)
		}
		p.met = append(p.met, make([]bool, len(p.toks)-len(p.met))...)
		for i := from; i < len(p.toks); i++ {
			t := &p.toks[i]
			t.From += l.From
			t.To += l.From
			p.nums = append(p.nums, p.s.number(t))
			wide += p.face.Width(p.text[done:t.To])
			done = t.To
			p.wide = append(p.wide, wide)
		}
	}
	p.first = append(p.first, len(p.toks))
	return p
}

// before is the context that ends in token i of the tokens from lo.
func (p *sheet) before(i, lo int) ctx {
	return backwards(p.nums[max(lo, i+1-lm.Context):max(lo, i+1)])
}

// behind is the context that begins with token i of the tokens up to hi.
func (p *sheet) behind(i, hi int) ctx {
	return forwards(p.nums[min(i, hi):hi])
}
