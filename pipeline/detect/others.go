package detect

// Others names the language of the paragraphs that are in another one than
// their document (a BCP 47 tag): a tag for each paragraph, "" where it is the same or cannot
// be told.
func (d *Detector) Others(doc string, paragraphs []string) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		if len(p) < 100 {
			continue
		}
		if g := d.Detect(p); g.Tag != Unknown && g.Tag != doc && g.Confidence == 1 {
			out[i] = g.Tag
		}
	}
	return out
}
