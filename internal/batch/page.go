package batch

import (
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/recto/recto/internal/page"
)

// writePage is the morning page: the report, as internal/page draws it.
func writePage(w io.Writer, r *Report) error { return page.WriteNight(w, r.night()) }

func (r *Report) night() page.Night {
	n := page.Night{
		Inbox: r.Inbox, Began: r.Started, Took: seconds(r.Seconds), Cause: r.Cause, Totals: r.Counts.page(),
		MoreLooks: r.LookCount - len(r.Looks),
	}
	if len(r.Started) >= len(time.DateOnly) {
		n.Date = r.Started[:len(time.DateOnly)]
	}
	if r.Before != nil {
		before := r.Before.page()
		n.Last, n.LastDate = &before, r.last.date
		if r.last.file != "" {
			n.LastHref = r.last.file + ".html"
		}
	}
	for _, res := range r.Failed {
		n.Documents = append(n.Documents, res.page())
	}
	for _, res := range r.Parked {
		n.Documents = append(n.Documents, res.page())
	}
	for _, res := range r.Done {
		n.Documents = append(n.Documents, res.page())
	}
	for _, l := range r.Looks {
		look := page.Look{Document: l.Document, Segment: l.Segment, Source: l.Source, Target: l.Target, Severity: l.Severity, Why: l.Why}
		if l.Page != "" {
			look.Href = href(l.Page)
			if strings.HasSuffix(l.Page, ".html") && l.Segment != "" {
				look.Href += "#" + url.PathEscape(l.Segment)
			}
		}
		n.Looks = append(n.Looks, look)
	}
	for _, s := range r.Skipped {
		n.Warnings = append(n.Warnings, s.Name+": "+s.Why)
	}
	for _, res := range r.Done {
		for _, kept := range res.Kept {
			n.Warnings = append(n.Warnings, res.Document+": an edited output was kept as "+kept)
		}
	}
	return n
}

func (c Counts) page() page.Counts {
	return page.Counts{
		Done: c.DoneCount, Skipped: c.Unchanged, Failed: c.FailedCount - c.SetAside, SetAside: c.SetAside, Waiting: c.Waiting + c.ParkedCount,
		Flagged: c.Flagged, Segments: c.Segments, Open: c.Open, Tokens: c.Tokens, Cost: c.Cost,
	}
}

func (r Result) page() page.Document {
	d := page.Document{
		Name: r.Document + " → " + r.Language, Reason: r.Reason, Tries: r.Attempts, Flagged: r.Errors + r.Open, Open: r.Open, Took: seconds(r.Seconds),
		Counts: page.DocCounts{Segments: r.Segments, Tokens: r.Tokens, Cost: r.Cost},
	}
	switch {
	case r.State == Done:
		d.State = page.DocDone
	case r.State == Parked:
		d.State = page.DocWaiting
	case r.Again:
		d.State = page.DocFailed
	default:
		d.State = page.DocSetAside
	}
	for _, name := range r.Outputs {
		d.Pages = append(d.Pages, page.Page{Label: name[strings.LastIndexByte(name, '.')+1:], Href: href(name)})
	}
	return d
}

// href leads from the report to an output.
func href(name string) string { return "../" + (&url.URL{Path: name}).EscapedPath() }

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
