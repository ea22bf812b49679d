#!/bin/sh
# Prints pages by openhtmltopdf, which paints a line's phrases behind the rest of it, reads
# the PDF in content order by four readers, and measures what comes back. Needs Go, a JDK,
# Maven, poppler-utils, mupdf-tools and fonts-liberation.
#
#	sh internal/bench/produced/openhtmltopdf.sh news|guides [FOLDER]
#
# news: held-back prose with phrases in bold and as links (needs ../shared/data, and counts
# a model a language). guides: Debian's installation guide as it is, in twelve languages.
set -eu
which=${1:?news or guides}
work=${2:-$(mktemp -d)}
here=internal/bench/produced
mkdir -p "$work/html" "$work/text"
[ -d "$work/jars" ] || mvn -q -f $here/pom.xml dependency:copy-dependencies -DoutputDirectory="$work/jars"
javac -cp "$work/jars/*" -d "$work" $here/Print.java

held=
case $which in
news)
	held="-held ntrex"
	go run ./$here -write "$work/html"
	;;
guides)
	(cd "$work" && ls installation-guide-amd64_* > /dev/null 2>&1 || apt-get download installation-guide-amd64 > /dev/null 2>&1)
	dpkg-deb -x "$work"/installation-guide-amd64_*.deb "$work/root"
	for l in cs da de el en es fr it nl pt ro sv; do
		for f in $(ls -S "$work/root/usr/share/doc/installation-guide-amd64/$l"/ch0*s0*.html | head -3); do
			sed -E 's/<link[^>]*>//g; s/<img[^>]*>//g; s#</head>#<style>body { font: 11pt/1.3 face }</style></head>#' "$f" > "$work/html/$l-$(basename "$f")"
		done
	done
	;;
esac
java -cp "$work/jars/*:$work" Print "$work"
pairs=
for pdf in "$work"/text/*.pdf; do
	n=${pdf%.pdf}
	pdftotext -layout "$pdf" "$n.right.txt"
	pdftotext -raw "$pdf" "$n.raw.txt"
	mutool draw -q -F txt -o "$n.mutool.txt" "$pdf" 2> /dev/null
	for r in mutool raw pdfbox openpdf; do pairs="$pairs $n.$r.txt $n.right.txt"; done
done
# shellcheck disable=SC2086 # names without spaces
go run ./$here $held $pairs
