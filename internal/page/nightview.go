package page

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"sort"
	"strings"
	"time"
)

// The view of a night: figures as words, links that lead nowhere else.

type night struct {
	Date, Began, Took, Inbox, Cause, Verdict string
	Currency                                 string
	Warnings, MoreWarnings                   []string
	Sums                                     []sum
	Last, LastHref                           string
	Troubles                                 []nightDoc
	MoreTroubles                             string
	Looks                                    []Look
	MoreLooks                                string
	Documents                                *docTable // those that say more than that they are done
	Quiet                                    *docTable // the others, where there are many
	QuietCount                               string
	Slowest                                  []nightDoc
}

type sum struct{ Name, Value, Change, Class string }

type docTable struct {
	Label, Currency string
	Rows            []nightDoc
}

// crowd is how many documents a table shows without being asked.
const crowd = 200

type nightDoc struct {
	Name, Class, Sign, State, Reason    string
	Segments, Looks, Tokens, Cost, Took string
	Pages                               []Page
}

func nightView(n Night) night {
	out := night{
		Date: n.Date, Began: clock(n.Began), Took: took(n.Took), Inbox: visible(n.Inbox), Cause: strings.TrimRight(visible(n.Cause), "."),
		Currency: currency(n), Last: n.LastDate, LastHref: relative(n.LastHref),
	}
	if n.Last == nil {
		out.Last = ""
	}
	out.Warnings, out.MoreWarnings = fold(n.Warnings)
	out.Verdict = verdictOf(n)
	out.Sums = sums(n)
	var loud, quiet []nightDoc
	troubles := 0
	for _, d := range n.Documents {
		row := rowOf(d)
		if len(n.Documents) > crowd && d.State == DocDone && d.Flagged == 0 && d.Open == 0 {
			quiet = append(quiet, row)
		} else {
			loud = append(loud, row)
		}
		switch d.State {
		case DocFailed, DocSetAside, DocWaiting:
			if troubles++; troubles <= crowd {
				out.Troubles = append(out.Troubles, row)
			}
		}
	}
	if troubles > crowd {
		out.MoreTroubles = grouped(troubles - crowd)
	}
	if len(loud) > 0 {
		out.Documents = &docTable{"Table of documents", out.Currency, loud}
	}
	if len(quiet) > 0 {
		out.Quiet, out.QuietCount = &docTable{"Table of documents without remarks", out.Currency, quiet}, grouped(len(quiet))
	}
	out.Slowest = slowest(n.Documents)
	for _, l := range n.Looks {
		l.Document, l.Source, l.Target, l.Why = visible(l.Document), visible(clip(l.Source, 200)), visible(clip(l.Target, 200)), visible(l.Why)
		l.Href = relative(l.Href)
		if !isSeverity(l.Severity) {
			l.Severity = "warning"
		}
		out.Looks = append(out.Looks, l)
	}
	if n.MoreLooks > 0 {
		out.MoreLooks = grouped(n.MoreLooks)
	}
	return out
}

func isSeverity(s string) bool {
	return s == "open" || s == "error" || s == "warning" || s == "info"
}

// verdictOf is the night in one line, the worst first.
func verdictOf(n Night) string {
	var parts []string
	add := func(k int, what string) {
		if k > 0 {
			parts = append(parts, grouped(k)+" "+what)
		}
	}
	t := n.Totals
	add(t.Failed+t.SetAside, "failed")
	add(t.Waiting, "waiting")
	add(t.Flagged, "to look at")
	add(t.Done, "done")
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ", ")
	case t.Skipped > 0:
		return "Nothing new"
	}
	return "Nothing to do"
}

func sums(n Night) []sum {
	t := n.Totals
	var last Counts
	if n.Last != nil {
		last = *n.Last
	}
	change := func(now, then int) string {
		if n.Last == nil || now == then {
			return ""
		}
		if now > then {
			return "+" + grouped(now-then)
		}
		return "−" + grouped(then-now)
	}
	out := []sum{
		{"done", grouped(t.Done), change(t.Done, last.Done), ""},
		{"to look at", grouped(t.Flagged), change(t.Flagged, last.Flagged), mood(t.Flagged, "warning")},
		{"failed", grouped(t.Failed), change(t.Failed, last.Failed), mood(t.Failed, "error")},
		{"unchanged", grouped(t.Skipped), change(t.Skipped, last.Skipped), ""},
		{"segments", grouped(t.Segments), change(t.Segments, last.Segments), ""},
		{"left open", grouped(t.Open), change(t.Open, last.Open), mood(t.Open, "warning")},
		{"tokens", grouped(t.Tokens), change(t.Tokens, last.Tokens), ""},
	}
	if t.Waiting > 0 || last.Waiting > 0 {
		out = slices.Insert(out, 3, sum{"waiting", grouped(t.Waiting), change(t.Waiting, last.Waiting), ""})
	}
	if t.SetAside > 0 || last.SetAside > 0 {
		out = slices.Insert(out, 3, sum{"set aside", grouped(t.SetAside), change(t.SetAside, last.SetAside), mood(t.SetAside, "error")})
	}
	if c := currency(n); c != "" {
		s := sum{Name: c, Value: money(t.Cost)}
		if d := t.Cost - last.Cost; n.Last != nil && math.Abs(d) >= 0.005 {
			s.Change = strings.Replace(fmt.Sprintf("%+.2f", d), "-", "−", 1)
		}
		out = append(out, s)
	}
	return out
}

func mood(n int, class string) string {
	if n > 0 {
		return class
	}
	return ""
}

func rowOf(d Document) nightDoc {
	row := nightDoc{
		Name: visible(d.Name), Class: strings.ReplaceAll(string(d.State), " ", "-"), State: string(d.State), Reason: visible(d.Reason),
		Segments: grouped(d.Counts.Segments), Looks: grouped(d.Flagged), Tokens: grouped(d.Counts.Tokens), Cost: money(d.Counts.Cost), Took: took(d.Took),
	}
	switch {
	case d.State == DocFailed, d.State == DocSetAside:
		row.Sign = "error"
		if d.Tries > 1 {
			row.State += fmt.Sprintf(", tried %d times", d.Tries)
		}
	case d.State == DocWaiting:
		row.Sign = "open"
	case d.State == DocDone && d.Flagged > 0:
		row.Sign = "warning"
	case d.State == DocDone:
		row.Sign = "settled"
	default:
		row.Sign = "info"
	}
	for _, p := range d.Pages {
		if p.Href = relative(p.Href); p.Href != "" {
			row.Pages = append(row.Pages, p)
		}
	}
	return row
}

// slowest gives the five documents that took longest, at least a second.
func slowest(documents []Document) []nightDoc {
	all := make([]Document, 0, len(documents))
	for _, d := range documents {
		if d.Took >= time.Second {
			all = append(all, d)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].Took > all[j].Took })
	var out []nightDoc
	for _, d := range all[:min(5, len(all))] {
		out = append(out, rowOf(d))
	}
	return out
}

// relative gives a link if it leads to a file beside or above the report, else
// "": a name in an inbox must not become an address.
func relative(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || u.Opaque != "" || strings.HasPrefix(u.Path, "/") || strings.Contains(href, "\\") {
		return ""
	}
	return href
}

// clock is the time of day of an RFC 3339 time, in the zone that it names.
func clock(when string) string {
	t, err := time.Parse(time.RFC3339, when)
	if err != nil {
		return when
	}
	return t.Format("15:04")
}

// currency heads the costs; "" if nothing cost anything.
func currency(n Night) string {
	switch {
	case n.Currency != "":
		return visible(n.Currency)
	case n.Totals.Cost > 0, n.Last != nil && n.Last.Cost > 0:
		return "cost"
	}
	return ""
}

// money writes a cost with two digits, four where two would hide it.
func money(f float64) string {
	switch {
	case f > 0 && f < 0.0001:
		return "<0.0001"
	case f > 0 && f < 0.01:
		return fmt.Sprintf("%.4f", f)
	}
	return fmt.Sprintf("%.2f", f)
}

func took(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	}
	return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}
