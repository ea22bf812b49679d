package translate

// judgeTogether holds the rules that need the answers side by side.
func judgeTogether(b Batch, v []Verdict) {}

// judgeLanguage rejects what is in another language than the one asked for.
func (p *passage) judgeLanguage(b Batch, v []Verdict) {}
