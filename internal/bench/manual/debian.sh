#!/bin/sh
# Fetches Debian's manuals that come as PDF and as HTML, reads the PDF by four readers and
# measures paragraphs and hyphens. Needs apt, poppler-utils, mupdf-tools and Go.
#
#	sh internal/bench/manual/debian.sh latex|others [FOLDER]
set -eu
which=${1:?latex or others}
work=${2:-$(mktemp -d)}
mkdir -p "$work/deb" "$work/root" "$work/text"
list=$work/$which.list
: > "$list"

fetch() { # packages
	(cd "$work/deb" && for p; do ls "$p"_* > /dev/null 2>&1 || apt-get download "$p" > /dev/null 2>&1 || echo "no $p" >&2; done)
	for p; do for d in "$work/deb/$p"_*; do [ ! -f "$d" ] || dpkg-deb -x "$d" "$work/root"; done; done
}

manual() { # name, PDF, pattern of its HTML
	[ -f "$2" ] || return 0
	t=$work/text/$1
	pdf=$2
	case $2 in *.gz) gzip -dc "$2" > "$t.pdf"; pdf=$t.pdf ;; esac
	pdftotext "$pdf" "$t.def.txt"
	pdftotext -layout "$pdf" "$t.lay.txt"
	pdftotext -raw "$pdf" "$t.raw.txt"
	mutool draw -q -F txt -o "$t.mu.txt" "$pdf" 2> /dev/null
	echo "$1 $t $3" >> "$list"
}

share=$work/root/usr/share
case $which in
latex)
	fetch installation-guide-amd64 maint-guide maint-guide-ca maint-guide-de maint-guide-es maint-guide-fr maint-guide-it \
		debian-reference-de debian-reference-en debian-reference-es debian-reference-fr debian-reference-it debian-reference-pt \
		developers-reference developers-reference-de developers-reference-fr
	for l in ca cs da de en es fr it nl pt ro ru sv; do
		manual install.$l "$share/doc/installation-guide-amd64/$l/install.$l.pdf.gz" "$share/doc/installation-guide-amd64/$l/*.html"
	done
	manual maint-guide.en "$share/doc/maint-guide/maint-guide.en.pdf" "$share/doc/maint-guide/html/*.html"
	for l in ca de es fr it; do
		manual maint-guide.$l "$share/doc/maint-guide-$l/maint-guide.$l.pdf" "$share/doc/maint-guide-$l/html/*.html"
	done
	for l in de en es fr it pt; do
		manual debian-reference.$l "$share/debian-reference/debian-reference.$l.pdf" "$share/debian-reference/*.$l.html"
	done
	manual developers-reference.en "$share/developers-reference/developers-reference.pdf" "$share/developers-reference/developers-reference.html"
	for l in de fr; do
		manual developers-reference.$l "$share/developers-reference/$l/developers-reference.pdf" "$share/developers-reference/$l/developers-reference.html"
	done
	;;
others)
	fetch lilypond-doc-pdf-ca lilypond-doc-pdf-de lilypond-doc-pdf-es lilypond-doc-pdf-fr lilypond-doc-pdf-hu lilypond-doc-pdf-it lilypond-doc-pdf-nl \
		lilypond-doc-html-ca lilypond-doc-html-de lilypond-doc-html-es lilypond-doc-html-fr lilypond-doc-html-hu lilypond-doc-html-it lilypond-doc-html-nl \
		r-doc-pdf r-doc-html debian-policy
	lily=$share/doc/lilypond/html/Documentation
	for m in usage essay extending; do
		for l in ca de es fr hu it; do
			manual $m.$l "$lily/$m.$l.pdf" "$lily/$m/*.$l.html"
		done
	done
	for l in nl hu; do
		manual learning.$l "$lily/learning.$l.pdf" "$lily/learning/*.$l.html"
	done
	for m in R-intro R-data; do
		manual $m.en "$share/R/doc/manual/$m.pdf" "$share/R/doc/manual/$m.html"
	done
	manual policy.en "$share/doc/debian-policy/policy.pdf.gz" "$share/doc/debian-policy/policy.html/*.html"
	;;
esac
go run ./internal/bench/manual -list "$list"
